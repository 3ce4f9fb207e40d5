import { propertiesOf } from '../resource/properties.ts';
import type { LambdaSymbol, Property, Value } from '../resource/value.ts';
import type { Expression, LambdaExpression } from '../template/expression.ts';
import { arrayValue } from '../resource/make-value.ts';
import type { Env } from './frame.ts';
import { propertyNamed } from './functions/unknown-key.ts';

/** What stands in a branch that is perhaps never taken. */
export function undecided(expression: Expression, env: Env): Value {
  return env.frame.session.reading.branches.undecided(expression, env);
}

/** A lambda that is not applied, likewise. */
export function undecidedLambda({ parameters, body }: LambdaExpression, env: Env): LambdaSymbol {
  return { kind: 'lambda', parameters, body: undecided(body, env) };
}

/** The value of something that is perhaps never deployed: what of it cannot be evaluated is undecided, no error. */
export function perhapsDeployed(expression: Expression, env: Env): Value {
  const { session } = env.frame;
  const { value, failed } = session.log.attempt(() => session.evaluate(expression, env));
  if (!failed) return value;
  if (expression.kind === 'object') {
    const properties = expression.properties.map(({ key, value: written }): Property => {
      return propertyNamed(perhapsDeployed(key, env), perhapsDeployed(written, env), key.at);
    });
    return { kind: 'object', properties: propertiesOf(properties), at: expression.at };
  }
  if (expression.kind !== 'array') return undecided(expression, env);
  return arrayValue(
    expression.items.map((item) => perhapsDeployed(item, env)),
    expression.at,
  );
}
