/** What ends an officer's action: a sentence for them that names the thing and the way out. Nothing is lost by it. */
export class OfficerFailure extends Error {}
