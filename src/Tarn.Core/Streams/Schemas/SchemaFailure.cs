namespace Tarn.Streams.Schemas;

/// <summary>What does not keep to a schema.</summary>
/// <param name="Place">A JSON pointer into the record; empty is the record itself.</param>
/// <param name="Message">What was found and what was expected.</param>
internal sealed record SchemaFailure(string Place, string Message)
{
    public SchemaFailure(string message)
        : this("", message)
    {
    }

    /// <summary>The same, of something that the value has.</summary>
    public SchemaFailure Below(string member) => new(JsonPointer.Below("", member) + Place, Message);

    public override string ToString() => Place.Length == 0 ? Message : $"{Place}: {Message}";
}
