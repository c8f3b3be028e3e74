import { useCallback, useState } from 'react';

/** State that survives a reload: one small setting of the person at this browser. */
export function useStored<T>(name: string, initial: T, isValid: (value: unknown) => value is T): [T, (value: T) => void] {
  const key = `llm-observability.${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
      return isValid(stored) ? stored : initial;
    } catch {
      return initial;
    }
  });
  const store = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Storage may be blocked; the setting then lasts as long as the page.
      }
    },
    [key],
  );
  return [value, store];
}
