// An OpenAI-compatible endpoint on loopback that answers at once with known tokens.
import { createServer } from 'node:http';

export async function startOpenAIStub() {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }

    const asked = JSON.parse(body);
    const usage = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17, prompt_tokens_details: { cached_tokens: 4 }, completion_tokens_details: { reasoning_tokens: 2 } };
    const shared = { id: 'chatcmpl-1', created: 1, model: 'gpt-4o-mini-2024-07-18' };
    if (asked.stream) {
      response.setHeader('content-type', 'text/event-stream');
      for (const content of ['Paris', ' it is']) {
        response.write(`data: ${JSON.stringify({ ...shared, object: 'chat.completion.chunk', choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] })}\n\n`);
      }

      response.write(`data: ${JSON.stringify({ ...shared, object: 'chat.completion.chunk', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`);
      response.write(`data: ${JSON.stringify({ ...shared, object: 'chat.completion.chunk', choices: [], usage })}\n\n`);
      response.end('data: [DONE]\n\n');
      return;
    }

    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...shared, object: 'chat.completion', usage, choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Paris it is' } }] }));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { baseURL: `http://127.0.0.1:${server.address().port}/v1`, stop: () => server.close() };
}
