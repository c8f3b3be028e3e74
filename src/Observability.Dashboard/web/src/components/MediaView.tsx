import { useState } from 'react';
import { apiUrl } from '../api/client';
import { Icon } from './Icon';

interface MediaProps {
  id: string | null;
  contentType: string;
  url: string | null;
  name: string | null;
}

/** An image, sound or file that a payload names. Only media of our own store is loaded; a foreign address stays text. */
export function MediaView({ id, contentType, url, name }: MediaProps) {
  const [isMissing, setMissing] = useState(false);
  if (id === null) {
    return (
      <span className="media-file">
        <Icon name="file" size={14} />
        <span className="media-address">{url ?? name ?? contentType}</span>
      </span>
    );
  }

  if (isMissing) {
    return (
      <span className="media-file">
        <Icon name="error" size={14} /> {contentType} is not in the store
      </span>
    );
  }

  const source = apiUrl(`media/${encodeURIComponent(id)}/content`);
  const title = name ?? contentType;
  const onError = () => setMissing(true);
  // The server hands SVG out as a download, because it is a document that can run scripts.
  if (contentType.startsWith('image/') && contentType !== 'image/svg+xml') {
    return (
      <a className="media-image" href={source} target="_blank" rel="noreferrer" title={title}>
        <img src={source} alt={title} loading="lazy" decoding="async" onError={onError} />
      </a>
    );
  }

  if (contentType.startsWith('audio/')) return <audio className="media-audio" controls preload="metadata" src={source} aria-label={title} onError={onError} />;
  if (contentType.startsWith('video/')) return <video className="media-video" controls preload="metadata" src={source} aria-label={title} onError={onError} />;
  return (
    <a className="media-file" href={source} download>
      <Icon name="file" size={14} /> {title}
    </a>
  );
}
