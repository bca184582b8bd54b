using Tarn.Common;

namespace Tarn.Jobs.Privacy;

/// <summary>A column of a model's result, or with dots a field of one, that must not be kept as it is.</summary>
/// <param name="Path">As written: <c>email</c>, <c>visitor.email</c>.</param>
/// <param name="Location">Where it is written.</param>
public sealed record PrivateColumn(string Path, SourceLocation Location);
