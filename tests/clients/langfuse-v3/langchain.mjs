import assert from 'node:assert/strict';
import { CallbackHandler } from 'langfuse-langchain';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { traceNamed, tree } from '../check.mjs';

const chain = ChatPromptTemplate.fromTemplate('Tell me about {topic}').pipe(new FakeListChatModel({ responses: ['Bears are fine.'] })).pipe(new StringOutputParser());
const handler = new CallbackHandler({ baseUrl: process.env.LANGFUSE_BASEURL, userId: 'ada', sessionId: 's-lc3' });
assert.equal(await chain.invoke({ topic: 'bears' }, { callbacks: [handler], runName: 'old chain' }), 'Bears are fine.');
await handler.shutdownAsync();

const stored = await traceNamed('old chain', 4);
assert.match(tree(stored, observation => observation.type), /GENERATION/);
assert.equal(stored.userId, 'ada');
assert.match(JSON.stringify(stored.observations.find(observation => observation.type === 'GENERATION').output), /Bears are fine/);
console.log('ok');
