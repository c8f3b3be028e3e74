import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useSignedOut } from '../api/session';
import { Icon } from '../components/Icon';
import { ShortcutHelp } from './ShortcutHelp';
import { SignIn } from './SignIn';
import { SignOut } from './SignOut';
import { cycleTheme, useTheme } from './theme';
import { useHotkeys } from './useHotkeys';

export function AppShell() {
  const help = useRef<HTMLDialogElement>(null);
  const theme = useTheme();
  const isSignedOut = useSignedOut();
  const navigate = useNavigate();
  useHotkeys({
    '?': () => help.current?.showModal(),
    T: cycleTheme,
    '1': () => void navigate({ to: '/traces' }),
    '2': () => void navigate({ to: '/sessions' }),
  });
  return (
    <div className="shell">
      <header className="topbar">
        <Link to="/traces" className="brand">
          <Icon name="brand" size={18} />
          <span>LLM Observability</span>
        </Link>
        <nav className="nav" aria-label="Pages">
          <Link to="/traces" activeProps={{ className: 'is-active' }}>
            Traces
          </Link>
          <Link to="/sessions" activeProps={{ className: 'is-active' }}>
            Sessions
          </Link>
        </nav>
        <span className="spacer" />
        {!isSignedOut && <SignOut />}
        <button type="button" className="icon-button" onClick={cycleTheme} title={`Theme: ${theme} (T)`} aria-label={`Theme: ${theme}. Change`}>
          <Icon name={theme === 'system' ? 'system' : theme === 'light' ? 'sun' : 'moon'} />
        </button>
        <button type="button" className="icon-button" onClick={() => help.current?.showModal()} title="Keyboard shortcuts (?)" aria-label="Keyboard shortcuts">
          <Icon name="keyboard" />
        </button>
      </header>
      <main className="page">
        {isSignedOut ? <SignIn /> : <Outlet />}
      </main>
      <ShortcutHelp ref={help} />
    </div>
  );
}
