namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>A JSON value, also one that a path computes.</summary>
internal abstract record JsonItem
{
    /// <summary>JSON's null, which is not SQL's.</summary>
    public static JsonItem NullItem { get; } = new Null();

    /// <summary>What a path's method <c>type()</c> calls it.</summary>
    public abstract string TypeName { get; }

    public sealed record Null : JsonItem
    {
        public override string TypeName => "null";
    }

    public sealed record Truth(bool Value) : JsonItem
    {
        public override string TypeName => "boolean";
    }

    /// <param name="Value">A BigInteger, a decimal or a double.</param>
    public sealed record Number(object Value) : JsonItem
    {
        public override string TypeName => "number";
    }

    public sealed record Text(string Value) : JsonItem
    {
        public override string TypeName => "string";
    }

    public sealed record Sequence(IReadOnlyList<JsonItem> Elements) : JsonItem
    {
        public override string TypeName => "array";
    }

    /// <param name="Members">In the order of the text; a name comes once.</param>
    public sealed record Structure(IReadOnlyList<KeyValuePair<string, JsonItem>> Members) : JsonItem
    {
        public override string TypeName => "object";

        /// <summary>Null when there is none of that name.</summary>
        public JsonItem? Find(string name) =>
            Members.FirstOrDefault(member => member.Key == name).Value;
    }
}
