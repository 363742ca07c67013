interface FactsListProps {
  /** Name and value; those without a value are left out. */
  readonly facts: readonly (readonly [string, string])[];
}

export function FactsList({ facts }: FactsListProps) {
  return (
    <dl class="facts-list">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
