import { useQuery } from '@tanstack/react-query';
import { mediaQuery } from '../api/queries';
import { formatBytes } from '../format/number';
import { Icon } from './Icon';

interface MediaProps {
  id: string | null;
  contentType: string;
  url: string | null;
  name: string | null;
}

/** An image, sound or file that a payload names. Only media of our own store is loaded; a foreign address stays text. */
export function MediaView({ id, contentType, url, name }: MediaProps) {
  if (id !== null) return <StoredMedia id={id} contentType={contentType} name={name} />;
  return (
    <span className="media-file">
      <Icon name="file" size={14} />
      <span className="media-address">{url ?? name ?? contentType}</span>
    </span>
  );
}

function StoredMedia({ id, contentType, name }: { id: string; contentType: string; name: string | null }) {
  const media = useQuery(mediaQuery(id));
  if (media.isPending) return <span className="media-file is-loading">{contentType}</span>;
  if (media.isError) {
    return (
      <span className="media-file" title={media.error.message}>
        <Icon name="error" size={14} /> {contentType} is not in the store
      </span>
    );
  }

  const { url, contentLength } = media.data;
  const title = `${name ?? contentType}, ${formatBytes(contentLength)}`;
  // SVG is a document that can run scripts when it is opened; as an image it cannot.
  if (contentType.startsWith('image/')) {
    return (
      <a className="media-image" href={url} target="_blank" rel="noreferrer" title={title}>
        <img src={url} alt={name ?? contentType} loading="lazy" decoding="async" />
      </a>
    );
  }

  if (contentType.startsWith('audio/')) return <audio className="media-audio" controls preload="metadata" src={url} aria-label={title} />;
  if (contentType.startsWith('video/')) return <video className="media-video" controls preload="metadata" src={url} aria-label={title} />;
  return (
    <a className="media-file" href={url} target="_blank" rel="noreferrer" download>
      <Icon name="file" size={14} /> {title}
    </a>
  );
}
