using Tarn.Engine.Dialect;

namespace Tarn.Queries;

/// <summary>A statement whose tables are known to the engine.</summary>
/// <param name="Scope">Who gets it disposes it.</param>
/// <param name="Statement">Ready to run.</param>
/// <param name="Tables">What it reads.</param>
internal sealed record BoundStatement(
    TableScope Scope, DialectStatement Statement, IReadOnlyList<BoundReference> Tables);
