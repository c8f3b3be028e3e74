import { Notice } from '../../components/Notice';

export function NoTraces({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <Notice title="No trace matches">
        <p>Nothing in this range matches all of the filters.</p>
        <button type="button" className="button" onClick={onClear}>
          Clear the filters
        </button>
      </Notice>
    );
  }

  return (
    <Notice title="Waiting for the first trace">
      <p>Add one line to your application and make a call; it appears here by itself.</p>
      <pre className="snippet">
        {`builder.UseLlmObservability();                   // any .NET host
Kernel.CreateBuilder().UseLlmObservability();    // Semantic Kernel
chatClient.AsBuilder().UseLlmObservability();    // Microsoft.Extensions.AI`}
      </pre>
    </Notice>
  );
}
