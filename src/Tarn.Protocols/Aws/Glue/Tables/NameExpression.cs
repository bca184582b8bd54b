using System.Text.RegularExpressions;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>
/// What names are like: a regular expression for the whole name, or, as clients also write it, one where <c>*</c>
/// alone stands for any text.
/// </summary>
internal sealed partial class NameExpression
{
    private readonly Regex? _expression;

    /// <param name="text">Null or empty is any name.</param>
    /// <exception cref="AwsException"><c>InvalidInputException</c>: no regular expression.</exception>
    public NameExpression(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        string pattern = Wildcards().IsMatch(text) ? text.Replace("*", ".*", StringComparison.Ordinal) : text;
        try
        {
            _expression = new Regex(
                $"^(?:{pattern})$",
                RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new AwsException(
                GlueErrors.InvalidInput, $"Expression '{text}' is no regular expression: {exception.Message}");
        }
    }

    public bool IsMatch(string name) => _expression?.IsMatch(name) ?? true;

    [GeneratedRegex(@"^[\w*|-]+$")]
    private static partial Regex Wildcards();
}
