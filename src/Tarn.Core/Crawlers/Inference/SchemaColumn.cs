using System.Text.Json.Serialization;
using Tarn.Catalog.Types;

namespace Tarn.Crawlers.Inference;

/// <summary>A column as one or more files have it.</summary>
/// <param name="Name">As written in the files.</param>
/// <param name="Type">What holds all its values; void when only nulls were seen.</param>
internal sealed record SchemaColumn(
    string Name, [property: JsonConverter(typeof(HiveTypeConverter))] HiveType Type)
{
    /// <summary>
    /// For dates and moments: the strptime formats that fit every value, the empty one being ISO 8601. More than one
    /// is left when days and months cannot be told apart.
    /// </summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>Both columns as one, under the name of this.</summary>
    public SchemaColumn Merge(SchemaColumn other)
    {
        HiveType type = TypeMerge.Merge(Type, other.Type);
        if (type != HiveType.Date && type != HiveType.Timestamp)
        {
            return new SchemaColumn(Name, type);
        }

        string[] formats = Type == HiveType.Void ? [.. other.Formats]
            : other.Type == HiveType.Void ? [.. Formats]
            : [.. Formats.Intersect(other.Formats)];
        return formats.Length > 0
            ? new SchemaColumn(Name, type) { Formats = formats }
            : new SchemaColumn(Name, HiveType.Text);
    }

    public bool Equals(SchemaColumn? other) => other is not null
        && Name == other.Name && Type == other.Type && Formats.SequenceEqual(other.Formats);

    public override int GetHashCode() => HashCode.Combine(Name, Type, Formats.Count);
}
