type ChoiceProps = { name: string; label: string; chosen: string; options: [string, string][] };

/** A choice of a few, in a sentence. */
export function Choice({ name, label, chosen, options }: ChoiceProps) {
  return (
    <label>
      <span class="vh">{label}</span>
      <select name={name} class="field">
        {options.map(([value, words]) => (
          <option value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

type NumberProps = { name: string; label: string; value: number | null; required?: boolean };

/** A number in a sentence; empty where there may be none. */
export function NumberField({ name, label, value, required = false }: NumberProps) {
  return (
    <label>
      <span class="vh">{label}</span>
      <input
        class="field"
        name={name}
        type="number"
        inputmode="decimal"
        step="any"
        value={value ?? ''}
        placeholder="none"
        required={required}
      />
    </label>
  );
}
