import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { sendJson } from '../api/client';
import { setSignedOut } from '../api/session';
import { useTitle } from './useTitle';

/** The way in where the server wants a key: it is sent once, and a cookie that no script can read stands for it from then on. */
export function SignIn() {
  useTitle('Sign in');
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (form: FormData) => sendJson('POST', 'sign-in', { publicKey: form.get('publicKey'), secretKey: form.get('secretKey') }),
    onSuccess: async () => {
      await queries.resetQueries();
      setSignedOut(false);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    signIn.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="sign-in" onSubmit={submit} aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">Sign in</h1>
      <p>This server shows a project to who has one of its API keys.</p>
      <label>
        Public key
        <input name="publicKey" required autoFocus autoComplete="username" spellCheck={false} placeholder="pk-lf-…" />
      </label>
      <label>
        Secret key
        <input name="secretKey" type="password" required autoComplete="current-password" spellCheck={false} placeholder="sk-lf-…" />
      </label>
      {signIn.error && (
        <p className="sign-in-error" role="alert">
          {signIn.error.message}
        </p>
      )}
      <button type="submit" className="button is-primary" disabled={signIn.isPending}>
        Sign in
      </button>
    </form>
  );
}
