using System.Globalization;
using System.Text;
using Tarn.Tables.Partitions;

namespace Tarn.Catalog.Partitions;

/// <summary>Names of directories as Hive escapes them, which lets more characters stand than Delta does.</summary>
internal static class HiveNames
{
    /// <summary>Stands for a value that is null or empty.</summary>
    public const string Null = HivePath.NullName;

    private const string Escaped = "\"#%'*/:=?\\\u007f{[]^";

    public static string Of(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return Null;
        }

        StringBuilder name = new(value.Length);
        foreach (char character in value)
        {
            _ = character < ' ' || Escaped.Contains(character, StringComparison.Ordinal)
                ? name.Append('%').Append(((int)character).ToString("X2", CultureInfo.InvariantCulture))
                : name.Append(character);
        }

        return name.ToString();
    }
}
