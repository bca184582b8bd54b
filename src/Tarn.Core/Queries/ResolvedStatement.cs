using Tarn.Engine.Dialect;

namespace Tarn.Queries;

/// <summary>A statement whose tables were found, but are not yet known to the engine.</summary>
/// <param name="Statement">Its types are not yet asked for.</param>
/// <param name="Tables">What it reads, those under views included.</param>
/// <param name="SystemTables">Names of the system tables that it reads.</param>
internal sealed record ResolvedStatement(
    DialectStatement Statement, IReadOnlyList<BoundReference> Tables, IReadOnlyCollection<string> SystemTables);
