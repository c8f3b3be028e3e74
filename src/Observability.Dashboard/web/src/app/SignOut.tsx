import { useMutation, useQuery } from '@tanstack/react-query';
import { sendJson } from '../api/client';
import { signedInQuery } from '../api/queries';
import { setSignedOut } from '../api/session';

/** Whose project is shown and the way out; nothing where nobody signed in. */
export function SignOut() {
  const { data } = useQuery(signedInQuery());
  const signOut = useMutation({ mutationFn: () => sendJson('DELETE', 'sign-in'), onSuccess: () => setSignedOut(true) });
  if (data?.via !== 'session') return null;
  return (
    <>
      <span className="project-name" title="Project">
        {data.projectName}
      </span>
      <button type="button" className="button" onClick={() => signOut.mutate()}>
        Sign out
      </button>
    </>
  );
}
