/**
 * How many objects of each kind the emulator holds, by `service.Model`. What Terraform made and destroyed must not show:
 * compare an inventory from before the first apply with one from after the last destroy.
 */
export async function inventory(endpoint: string): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${endpoint}/moto-api/data.json`);
  const data = (await response.json()) as Record<string, Record<string, readonly unknown[]>>;
  const counts = new Map<string, number>();
  for (const [service, models] of Object.entries(data)) {
    for (const [model, instances] of Object.entries(models)) {
      if (instances.length > 0) counts.set(`${service}.${model}`, instances.length);
    }
  }
  return counts;
}
