/** Prints the seed of the property tests once per run, so that a failure can be repeated with it. */
export default function printPropertySeed(): void {
  process.stdout.write(`Property tests use PROPERTY_SEED=${process.env['PROPERTY_SEED']}\n`);
}
