interface Route {
  readonly name: string;
  readonly methods: readonly string[];
  readonly path: RegExp;
}

/** Every door of the service, with the name that faults and shapes call it by. */
const ROUTES = [
  { name: 'submit', methods: ['POST'], path: /^\/v1\/jobs\/submit$/ },
  { name: 'estimate', methods: ['POST'], path: /^\/v1\/jobs\/estimate$/ },
  { name: 'list', methods: ['GET'], path: /^\/v1\/jobs$/ },
  { name: 'status', methods: ['GET'], path: /^\/v1\/jobs\/([^/]+)$/ },
  { name: 'cancel', methods: ['POST'], path: /^\/v1\/jobs\/([^/]+)\/cancel$/ },
  { name: 'presign', methods: ['POST'], path: /^\/v1\/uploads\/presign$/ },
  { name: 'upload', methods: ['GET'], path: /^\/v1\/uploads\/([^/]+)$/ },
  { name: 'models', methods: ['GET'], path: /^\/v1\/models$/ },
  { name: 'model', methods: ['GET'], path: /^\/v1\/models\/([^/]+)$/ },
  { name: 'providers', methods: ['GET'], path: /^\/v1\/providers$/ },
  { name: 'provider-models', methods: ['GET'], path: /^\/v1\/providers\/([^/]+)\/models$/ },
  { name: 'catalog', methods: ['GET'], path: /^\/v1\/catalog\/models$/ },
  { name: 'catalog-model', methods: ['GET'], path: /^\/v1\/catalog\/models\/([^/]+\/[^/]+(?:\/[^/]+)?)$/ },
  { name: 'capability-groups', methods: ['GET'], path: /^\/v1\/catalog\/capability-groups$/ },
  { name: 'catalog-providers', methods: ['GET'], path: /^\/v1\/catalog\/providers$/ },
  { name: 'catalog-provider', methods: ['GET'], path: /^\/v1\/catalog\/providers\/([^/]+)$/ },
  { name: 'categories', methods: ['GET'], path: /^\/v1\/catalog\/categories$/ },
  { name: 'put', methods: ['PUT'], path: /^\/storage\/temp\/([\w-]+)$/ },
  { name: 'file', methods: ['GET', 'HEAD'], path: /^\/assets\/temp\/([^/]+)\/([0-9a-f-]{36})_[^/]*$/ },
  { name: 'output', methods: ['GET', 'HEAD'], path: /^\/outputs\/([^/]+)\/output_0\.mp4$/ },
] as const satisfies readonly Route[];

export type RouteName = (typeof ROUTES)[number]['name'];
export const ROUTE_NAMES: readonly RouteName[] = ROUTES.map(({ name }) => name);

/** The route of a request with its path's variable parts, or null. */
export function findRoute(method: string, path: string): { name: RouteName; parts: string[] } | null {
  for (const { name, methods, path: pattern } of ROUTES) {
    const match = methods.some((each) => each === method) ? pattern.exec(path) : null;
    if (match) return { name, parts: match.slice(1) };
  }
  return null;
}
