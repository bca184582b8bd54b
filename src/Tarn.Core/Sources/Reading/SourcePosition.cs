using System.Text.Json;

namespace Tarn.Sources.Reading;

/// <summary>
/// Up to where a table of a source has been read: a small JSON value that only the source's reader understands, kept in
/// the bookmark of the table that it fills.
/// </summary>
/// <param name="Value">At most a few hundred bytes.</param>
public sealed record SourcePosition(JsonElement Value)
{
    public bool Equals(SourcePosition? other) => other is not null && JsonElement.DeepEquals(Value, other.Value);

    public override int GetHashCode() => Value.GetRawText().GetHashCode(StringComparison.Ordinal);

    /// <summary>The JSON.</summary>
    public override string ToString() => Value.GetRawText();
}
