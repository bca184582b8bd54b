using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>Names as clients write them: letter case does not count, Glue keeps the lower one.</summary>
internal static class GlueNames
{
    public static string Database(string name) => name.ToLowerInvariant();

    /// <exception cref="AwsException"><c>InvalidInputException</c>: no table can be named so.</exception>
    public static TableName Table(string database, string table)
    {
        string text = $"{database}.{table}".ToLowerInvariant();
        return TableName.TryParse(text, out TableName? name) ? name : throw new AwsException(
            GlueErrors.InvalidInput,
            $"'{text}' is not a name that a table of this lake can have: letters, digits and underscores only");
    }
}
