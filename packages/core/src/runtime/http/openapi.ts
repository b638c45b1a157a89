import { z } from 'zod';
import { problemShape } from '../../wire/problem.ts';
import type { Content, Operation } from './operations.ts';

type Json = Record<string, unknown>;
export type OpenApi = {
  openapi: string;
  info: Json;
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Json; securitySchemes: Json };
};

/** Describes operations as OpenAPI 3.1, every schema taken from the zod schema that the program itself uses. */
export function openApiOf(title: string, description: string, operations: readonly Operation[]): OpenApi {
  const schemas: Json = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
    for (const [name, shape] of Object.entries($defs ?? {})) schemas[name] = relinked(shape);
    return relinked(rest);
  };
  const contentOf = (content: Content, io: 'input' | 'output'): Json =>
    Object.fromEntries(
      Object.entries(content).map(([type, schema]) => [type, schema === null ? {} : { schema: schemaOf(schema, io) }]),
    );
  const problems = {
    description: 'A problem document (RFC 9457): what is wrong and what to do',
    content: contentOf({ 'application/problem+json': problemShape }, 'output'),
  };
  const paths: OpenApi['paths'] = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [operation.method]: {
        summary: operation.summary,
        ...(operation.description === undefined ? {} : { description: operation.description }),
        operationId: `${operation.method}${path.replace(/[^a-z0-9]+(.)?/gi, (_, next = '') => next.toUpperCase())}`,
        security: operation.scope === null ? [] : [{ key: [operation.scope] }],
        ...(operation.scope === null ? {} : { 'x-scope': operation.scope }),
        parameters: [
          ...Object.entries(operation.params ?? {}).map(([name, text]) => ({
            name,
            in: 'path',
            required: true,
            description: text,
            schema: { type: 'string' },
          })),
          ...queryOf(operation.query, schemaOf),
        ],
        ...(operation.body === undefined
          ? {}
          : { requestBody: { required: true, content: contentOf(operation.body, 'input') } }),
        responses: {
          ...Object.fromEntries(
            Object.entries(operation.answers).map(([status, answer]) => [
              status,
              {
                description: answer.description,
                ...(answer.content === undefined ? {} : { content: contentOf(answer.content, 'output') }),
              },
            ]),
          ),
          default: problems,
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title, description, version: 'v1', license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      schemas,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key of this installation, by its scopes' },
      },
    },
  };
}

function queryOf(query: z.ZodObject | undefined, schemaOf: (schema: z.ZodType, io: 'input') => Json): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, example, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
    schema,
  }));
}

/** References among the schemas of one document, where OpenAPI keeps them. */
function relinked(schema: object): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
