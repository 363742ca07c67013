/** How many badges are visible, of whatever scope. */
export function paintedIn(root: ShadowRoot | undefined): number {
  const marks = root?.querySelectorAll<SVGElement>('.mark:is(.all, .marketing)') ?? [];
  return [...marks].filter(mark => mark.style.visibility === 'visible').length;
}
