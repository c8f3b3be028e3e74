import type { Ref } from 'react';

const groups: [string, [string[], string][]][] = [
  [
    'Everywhere',
    [
      [['?'], 'This help'],
      [['/'], 'Search'],
      [['1'], 'Traces'],
      [['2'], 'Sessions'],
      [['T'], 'Light, dark or system theme'],
    ],
  ],
  [
    'Lists',
    [
      [['j', '↓'], 'Next'],
      [['k', '↑'], 'Previous'],
      [['g', 'G'], 'First, last'],
      [['Enter'], 'Open'],
      [['p'], 'Pause or resume live arrival'],
    ],
  ],
  [
    'Trace',
    [
      [['j', '↓', 'k', '↑'], 'Next, previous observation'],
      [['←', '→'], 'Collapse, expand'],
      [['[', ']'], 'Collapse, expand all'],
      [['e', 'E'], 'Next, previous error'],
      [['Enter'], 'Read the observation'],
      [['Esc'], 'Clear the search, back to the tree, back to the list'],
    ],
  ],
];

export function ShortcutHelp({ ref }: { ref: Ref<HTMLDialogElement> }) {
  return (
    <dialog ref={ref} className="help" aria-labelledby="help-title" onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}>
      <h2 id="help-title">Keyboard shortcuts</h2>
      <div className="help-groups">
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([names, does]) => (
                <div key={does}>
                  <dt>
                    {names.map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <form method="dialog">
        <button className="button" autoFocus>
          Close
        </button>
        <a className="button" href="api/public/reference">
          API reference
        </a>
      </form>
    </dialog>
  );
}
