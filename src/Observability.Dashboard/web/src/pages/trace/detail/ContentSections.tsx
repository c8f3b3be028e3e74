import { chatMessages } from '../../../api/chat';
import { unwrapJson } from '../../../api/json';
import { splitMedia } from '../../../api/media';
import type { Observation } from '../../../api/types';
import { JsonTree } from '../../../components/JsonTree';
import { LongText } from '../../../components/LongText';
import { MediaView } from '../../../components/MediaView';
import { Messages } from './Messages';
import { Section } from './Section';

/** What went in and what came out. */
export function ContentSections({ observation }: { observation: Observation }) {
  const isRender = observation.type === 'SPAN' && /^(render|prompt)\b/i.test(observation.name ?? '');
  return (
    <>
      <ContentSection title={observation.type === 'TOOL' ? 'Arguments' : 'Input'} value={observation.input} />
      <ContentSection title={isRender ? 'Rendered prompt' : observation.type === 'TOOL' ? 'Result' : 'Output'} value={observation.output} />
    </>
  );
}

function ContentSection({ title, value: given }: { title: string; value: unknown }) {
  if (given === null || given === undefined || given === '') return null;
  const value = unwrapJson(given);
  const messages = chatMessages(value);
  return (
    <Section
      title={title}
      note={messages && messages.length > 1 ? `${messages.length} messages` : undefined}
      copy={() => (typeof given === 'string' ? given : JSON.stringify(given, null, 2))}
    >
      {messages ? <Messages messages={messages} /> : typeof value === 'string' ? <PlainContent text={value} /> : <JsonTree value={value} openDepth={3} />}
    </Section>
  );
}

function PlainContent({ text }: { text: string }) {
  return (
    <div className="plain">
      {splitMedia(text).map((part, index) =>
        part.type === 'media' ? <MediaView key={index} {...part} /> : part.type === 'text' ? <LongText key={index} text={part.text} /> : null,
      )}
    </div>
  );
}
