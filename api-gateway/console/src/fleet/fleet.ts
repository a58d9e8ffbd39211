import type { Instance } from '../api/instances';

export type Fleet = ReadonlyMap<string, Instance>;

export function fleetOf(instances: readonly Instance[]): Fleet {
  return new Map(instances.map((instance) => [instance.name, instance]));
}

/** What is shown after an event of the stream; the same fleet for one that tells nothing or that we do not know. */
export function after(fleet: Fleet, event: string, data: string): Fleet {
  const told = parse(data);
  switch (event) {
    case 'instances':
      return Array.isArray(told.instances) ? fleetOf(told.instances.filter(isInstance)) : fleet;
    case 'instance':
      return isInstance(told.instance) ? new Map(fleet).set(told.instance.name, told.instance) : fleet;
    case 'removed':
      return typeof told.name === 'string' && fleet.has(told.name) ? without(fleet, told.name) : fleet;
    default:
      return fleet;
  }
}

export function without(fleet: Fleet, name: string): Fleet {
  const rest = new Map(fleet);
  rest.delete(name);
  return rest;
}

function parse(data: string): Record<string, unknown> {
  try {
    const told: unknown = JSON.parse(data);
    return typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isInstance(told: unknown): told is Instance {
  const instance = told as Instance | null | undefined;
  return typeof instance?.name === 'string' && typeof instance.connection === 'object';
}
