import { ApiError } from '../api/client';
import { Notice } from './Notice';

export function ErrorNotice({ what, error, retry }: { what: string; error: Error; retry: () => void }) {
  const reason = error instanceof ApiError ? error.message : 'The server cannot be reached. Is the application running?';
  return (
    <Notice tone="error" title={`${what} could not be loaded`}>
      <p>{reason}</p>
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    </Notice>
  );
}
