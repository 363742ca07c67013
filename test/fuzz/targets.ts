import type { Target } from './fuzz.ts';
import { accessLog } from './targets/access-log.ts';
import { auditExport } from './targets/audit-export.ts';
import { canonicalForm } from './targets/canonical-form.ts';
import { enrolmentCode } from './targets/enrolment-code.ts';
import { head } from './targets/head.ts';
import { sealedFile } from './targets/sealed-file.ts';
import { segment } from './targets/segment.ts';
import { tufJson } from './targets/tuf-json.ts';
import { tufMetadata } from './targets/tuf-metadata.ts';
import { tufSigned } from './targets/tuf-signed.ts';

export const targets: readonly Target[] = [
  segment,
  head,
  sealedFile,
  tufJson,
  tufMetadata,
  tufSigned,
  enrolmentCode,
  canonicalForm,
  accessLog,
  auditExport,
];
