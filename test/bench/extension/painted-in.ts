/** How many badges are visible. */
export function paintedIn(root: ShadowRoot | undefined): number {
  const marks = root?.querySelectorAll<SVGElement>('.mark.all') ?? [];
  return [...marks].filter(mark => mark.style.visibility === 'visible').length;
}
