namespace Tarn.Engine.Dialect;

/// <summary>The one catalog that there is, as Athena calls it.</summary>
internal static class AthenaCatalog
{
    /// <summary>In lower case; statements may write it in any.</summary>
    public const string Name = "awsdatacatalog";

    /// <summary>The name of a table without the catalog before it.</summary>
    public static string WithoutIt(string table) =>
        table.StartsWith(Name + ".", StringComparison.OrdinalIgnoreCase) ? table[(Name.Length + 1)..] : table;
}
