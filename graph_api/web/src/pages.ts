/** A list that grows with the corpus, a page at a time: what is shown so far, and how to have more. */
import { useEffect, useState } from "preact/hooks";
import type { TypedDocumentString } from "./generated/graphql";
import { useQuery, type Result } from "./query";

interface Connection<Node> {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined };
  readonly nodes: readonly Node[];
}

export interface Pages<Data, Node> {
  readonly result: Result<Data>;
  readonly rows: readonly Node[];
  readonly total: number;
  /** Fetches the next page; undefined where there is none. */
  readonly more: (() => void) | undefined;
}

export function usePages<Data, Variables extends { readonly after?: string | null | undefined }, Node>(
  document: TypedDocumentString<Data, Variables>,
  variables: Omit<Variables, "after">,
  connection: (data: Data) => Connection<Node> | null | undefined,
): Pages<Data, Node> {
  const key = JSON.stringify(variables);
  const [state, setState] = useState<{ key: string; after: string | null; before: readonly Node[] }>({ key, after: null, before: [] });
  const now = state.key === key ? state : { key, after: null, before: [] };
  const result = useQuery(document, { ...variables, after: now.after } as unknown as Variables);
  useEffect(() => {
    if (state.key !== key) setState({ key, after: null, before: [] });
  }, [key]);
  const found = result.data === undefined ? undefined : connection(result.data);
  const own = found && !(result.busy && now.after !== null) ? found.nodes : [];
  const end = found?.pageInfo.hasNextPage && !result.busy ? found.pageInfo.endCursor : undefined;
  return {
    result,
    rows: [...now.before, ...own],
    total: found?.totalCount ?? 0,
    more: end ? () => setState({ key, after: end, before: [...now.before, ...(found?.nodes ?? [])] }) : undefined,
  };
}
