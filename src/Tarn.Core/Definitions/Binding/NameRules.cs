using System.Buffers;
using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>What names may look like. Each method reports a bad one and returns whether it is good.</summary>
internal static class NameRules
{
    private const int LengthMax = 255;
    private const int BucketLengthMin = 3;
    private const int BucketLengthMax = 63;
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly SearchValues<char> LowerWord = SearchValues.Create(Lower + Digits + "_");
    private static readonly SearchValues<char> Word = SearchValues.Create(Lower + Upper + Digits + "_");
    private static readonly SearchValues<char> Label = SearchValues.Create(Lower + Upper + Digits + "_-.");
    private static readonly SearchValues<char> BucketCharacters = SearchValues.Create(Lower + Digits + "-.");

    /// <summary>A database: what Glue and Athena allow.</summary>
    public static bool IsDatabase(BindingContext context, string what, YamlNode.Scalar name) => Check(
        context,
        what,
        name,
        IsWord(name.Value, LowerWord),
        "lower case letters, digits and '_', not starting with a digit");

    public static bool IsBucket(BindingContext context, YamlNode.Scalar name) => Check(
        context,
        "bucket",
        name,
        name.Value.Length is >= BucketLengthMin and <= BucketLengthMax
            && !name.Value.AsSpan().ContainsAnyExcept(BucketCharacters)
            && char.IsAsciiLetterOrDigit(name.Value[0])
            && char.IsAsciiLetterOrDigit(name.Value[^1])
            && !name.Value.Contains("..", StringComparison.Ordinal),
        "3 to 63 lower case letters, digits, '-' and '.', starting and ending with a letter or digit");

    /// <summary>A name people choose: lake, job, check.</summary>
    public static bool IsLabel(BindingContext context, string what, YamlNode.Scalar name) => Check(
        context,
        what,
        name,
        name.Value.Length is > 0 and <= LengthMax
            && char.IsAsciiLetterOrDigit(name.Value[0])
            && !name.Value.AsSpan().ContainsAnyExcept(Label),
        "letters, digits, '-', '_' and '.', starting with a letter or digit");

    /// <summary>A column that a definition makes.</summary>
    public static bool IsNewColumn(BindingContext context, YamlNode.Scalar name) => Check(
        context, "column", name, IsWord(name.Value, Word), "letters, digits and '_', not starting with a digit");

    /// <summary>A parameter of a model.</summary>
    public static bool IsParameter(BindingContext context, YamlNode.Scalar name) => Check(
        context, "parameter", name, IsWord(name.Value, Word), "letters, digits and '_', not starting with a digit");

    /// <summary>A column that something else made, whose name may be anything printable.</summary>
    public static bool IsColumn(BindingContext context, YamlNode.Scalar name) => Check(
        context,
        "column",
        name,
        name.Value.Length is > 0 and <= LengthMax && !name.Value.Any(char.IsControl),
        $"1 to {LengthMax} printable characters");

    public static TableName? Table(BindingContext context, YamlNode.Scalar name)
    {
        if (!TableName.TryParse(name.Value, out TableName? table))
        {
            Check(context, "table", name, isGood: false, "database.table in lower case letters, digits and '_'");
            return null;
        }

        if (table.QuarantineOf is not null)
        {
            context.BadValue(
                name.Location,
                $"table name '{table}' is reserved",
                $"'{TableName.QuarantineSuffix}' is where quarantined rows go");
            return null;
        }

        return table;
    }

    private static bool IsWord(string name, SearchValues<char> characters) =>
        name.Length is > 0 and <= LengthMax
        && !char.IsAsciiDigit(name[0])
        && !name.AsSpan().ContainsAnyExcept(characters);

    private static bool Check(BindingContext context, string what, YamlNode.Scalar name, bool isGood, string rule)
    {
        if (!isGood)
        {
            context.BadValue(
                name.Location, $"'{Shown.Text(name.Value)}' is not a {what} name", "bad name", $"expected {rule}");
        }

        return isGood;
    }
}
