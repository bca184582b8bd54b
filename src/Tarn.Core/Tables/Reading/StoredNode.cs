using System.Globalization;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Reading;

/// <summary>A field of a data file's Parquet schema with what is in it.</summary>
/// <param name="Kind">Its type as far as files are told apart by it.</param>
internal sealed record StoredNode(string Name, string Kind, int? FieldId, IReadOnlyList<StoredNode> Children)
{
    /// <summary>The same for files that one SELECT can read: all names, ids and types.</summary>
    public string Signature => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name.Length}:{Name} {Kind}#{FieldId}({string.Concat(Children.Select(child => child.Signature))})");

    /// <summary>How many nodes there are from here on.</summary>
    public int Count => 1 + Children.Sum(child => child.Count);

    /// <summary>The elements of a list, in the three-level form or in one of the older two-level ones.</summary>
    public StoredNode Element
    {
        get
        {
            StoredNode repeated = Children[0];
            bool isTwoLevel =
                repeated.Children.Count != 1 || repeated.Name == "array" || repeated.Name == $"{Name}_tuple";
            return isTwoLevel ? repeated : repeated.Children[0];
        }
    }

    public StoredNode MapKey => Children[0].Children[0];

    public StoredNode MapValue => Children[0].Children[1];

    /// <summary>
    /// The child that holds a field; null when the file lacks it. What change files have besides the table's columns
    /// has no id.
    /// </summary>
    public StoredNode? Find(DeltaField field, ColumnMapping mapping) => mapping == ColumnMapping.Id && field.Id is int
        ? Children.FirstOrDefault(child => child.FieldId == field.Id)
        : Find(field.StoredName, StringComparison.Ordinal)
            ?? Find(field.StoredName, StringComparison.OrdinalIgnoreCase);

    private StoredNode? Find(string name, StringComparison comparison) =>
        Children.FirstOrDefault(child => child.Name.Equals(name, comparison));
}
