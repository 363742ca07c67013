import { lockFolder } from '../../../utils/publish/folder-lock-node.ts';

const lock = await lockFolder(process.argv[2] ?? '', 'lethe publish', 0);
process.send?.(lock.ok);
setInterval(() => undefined, 60_000);
