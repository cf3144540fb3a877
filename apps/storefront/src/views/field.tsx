import type { ComponentChildren, JSX, VNode } from 'preact'

interface FieldProps {
  name: string
  label: string
  error: string | undefined
  hint?: string
}

type InputProps = FieldProps & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'label' | 'name'> & { testId?: string }

/** A labelled input with its error below it; what was typed stays. */
export function Field({ name, label, error, hint, testId, ...input }: InputProps): VNode {
  return (
    <Labelled name={name} label={label} error={error} hint={hint}>
      <input id={name} name={name} {...errorState(name, error)} data-testid={testId} {...input} />
    </Labelled>
  )
}

type SelectProps = FieldProps & { value: string; options: readonly string[]; testId?: string; autocomplete?: string }

export function SelectField({ name, label, error, value, options, testId, autocomplete }: SelectProps): VNode {
  return (
    <Labelled name={name} label={label} error={error}>
      <select
        id={name}
        name={name}
        required
        autocomplete={autocomplete}
        data-testid={testId}
        {...errorState(name, error)}
      >
        <option value="">انتخاب کنید</option>
        {options.map((option) => (
          <option key={option} value={option} selected={option === value}>
            {option}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

type TextAreaProps = FieldProps & {
  value: string
  rows: number
  maxLength: number
  required?: boolean
  testId?: string
}

export function TextAreaField({ name, label, error, hint, value, testId, ...area }: TextAreaProps): VNode {
  return (
    <Labelled name={name} label={label} error={error} hint={hint}>
      <textarea id={name} name={name} data-testid={testId} {...errorState(name, error)} {...area}>
        {value}
      </textarea>
    </Labelled>
  )
}

const errorState = (name: string, error: string | undefined) =>
  error ? ({ 'aria-invalid': 'true', 'aria-describedby': `${name}-error` } as const) : {}

type LabelledProps = Pick<FieldProps, 'name' | 'label' | 'error'> & {
  hint?: string | undefined
  children: ComponentChildren
}

function Labelled({ name, label, error, hint, children }: LabelledProps): VNode {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children}
      {hint && !error && <p class="field-hint">{hint}</p>}
      {error && (
        <p class="field-error" id={`${name}-error`} data-testid={`error-${name}`}>
          {error}
        </p>
      )}
    </div>
  )
}
