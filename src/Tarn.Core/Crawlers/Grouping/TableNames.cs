using System.Security.Cryptography;
using System.Text;
using Tarn.Common;

namespace Tarn.Crawlers.Grouping;

/// <summary>
/// Names of tables after Glue's rules: lower case, anything but letters, digits and '_' becomes '_'. A name that is
/// taken gets eight digits of a hash of the table's place.
/// </summary>
/// <param name="database">Of all names.</param>
/// <param name="prefix">Put before each.</param>
/// <param name="isTaken">Names that something else has.</param>
internal sealed class TableNames(string database, string prefix, Func<TableName, bool> isTaken)
{
    private const int LengthMax = 200;
    private const int HashLength = 8;

    private readonly HashSet<TableName> _given = [];

    /// <summary>Keeps a name for the table that has had it.</summary>
    public void Keep(TableName name) => _given.Add(name);

    public TableName Give(TablePlan plan)
    {
        TableName name = new(database, Clean(prefix + plan.BaseName));
        if (isTaken(name) || !_given.Add(name))
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plan.Identity)));
            int length = HashLength;
            TableName hashed;
            do
            {
                hashed = name with { Table = $"{name.Table}_{hash[..length]}" };
                length++;
            }
            while ((isTaken(hashed) || !_given.Add(hashed)) && length < hash.Length);
            name = hashed;
        }

        return name;
    }

    /// <summary>A name of a column or table: not empty, and not beginning with a digit.</summary>
    public static string Clean(string text)
    {
        StringBuilder name = new();
        foreach (char character in text.ToLowerInvariant())
        {
            bool isAllowed = character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_';
            name.Append(isAllowed ? character : '_');
        }

        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            name.Insert(0, '_');
        }

        string clean = name.ToString(0, Math.Min(name.Length, LengthMax));
        return clean.EndsWith(TableName.QuarantineSuffix, StringComparison.Ordinal) ? clean + "_" : clean;
    }
}
