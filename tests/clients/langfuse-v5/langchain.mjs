import assert from 'node:assert/strict';
import { CallbackHandler } from '@langfuse/langchain';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { tool } from '@langchain/core/tools';
import { RunnableLambda } from '@langchain/core/runnables';
import { traceNamed, tree } from '../check.mjs';
import { flush } from './otel.mjs';

const lookup = tool(async ({ city }) => `${city}: sunny`, { name: 'lookup', description: 'weather', schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } });
const chain = ChatPromptTemplate.fromMessages([['system', 'You help.'], ['user', '{question}']])
  .pipe(new FakeListChatModel({ responses: ['Paris'] }))
  .pipe(new StringOutputParser())
  .pipe(RunnableLambda.from(async (city, config) => lookup.invoke({ city }, config)));
const handler = new CallbackHandler({ userId: 'ada', sessionId: 's-langchain', tags: ['lc'] });
assert.equal(await chain.invoke({ question: 'Where?' }, { callbacks: [handler], runName: 'weather chain' }), 'Paris: sunny');
await flush();

const stored = await traceNamed('weather chain', 5);
const drawn = tree(stored, observation => observation.type);
assert.ok(/^(CHAIN|SPAN|AGENT)\[.*\]$/.test(drawn) && drawn.includes('GENERATION') && drawn.includes('TOOL'), drawn);
assert.equal(stored.userId, 'ada');
assert.equal(stored.sessionId, 's-langchain');
const generation = stored.observations.find(observation => observation.type === 'GENERATION');
assert.match(JSON.stringify(generation.input), /Where\?/);
assert.match(JSON.stringify(generation.output), /Paris/);
console.log('ok');
