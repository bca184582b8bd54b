using Tarn.Common;

namespace Tarn.Definitions.Binding;

/// <summary>A known table and the place where SQL (or a check) first names it.</summary>
internal sealed record ResolvedTable(TableName Name, SourceLocation Place);
