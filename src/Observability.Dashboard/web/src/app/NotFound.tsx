import { Link } from '@tanstack/react-router';
import { Notice } from '../components/Notice';

export function NotFound() {
  return (
    <Notice title="There is no such page">
      <Link to="/traces" className="button">
        All traces
      </Link>
    </Notice>
  );
}
