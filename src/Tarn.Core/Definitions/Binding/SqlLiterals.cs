using System.Text.RegularExpressions;
using Tarn.Definitions.Yaml;
using Tarn.Engine;

namespace Tarn.Definitions.Binding;

/// <summary>
/// Scalars as SQL literals: plain numbers stay numbers, all else becomes a quoted string the engine casts.
/// </summary>
internal static partial class SqlLiterals
{
    public static string Of(YamlNode.Scalar scalar) =>
        IsNumber(scalar) ? scalar.Value : SqlText.Literal(scalar.Value);

    /// <summary>
    /// True for what SQL reads as a number: <c>-12</c>, <c>0.5</c>, <c>1e6</c>, written without quotes.
    /// </summary>
    public static bool IsNumber(YamlNode.Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && Number().IsMatch(scalar.Value);

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
