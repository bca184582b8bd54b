using System.Globalization;
using Tarn.Common;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>Parameters in Athena's dialect: question marks get values by number, names by name.</summary>
internal static class ParameterRules
{
    private const string Mark = "?";

    /// <param name="sql">As it was written.</param>
    /// <param name="parameters">Values for question marks are named <c>1</c>, <c>2</c>, …</param>
    /// <exception cref="StatementException">
    /// <c>TN2012</c>: both kinds are mixed, or values lack or are left over.
    /// </exception>
    public static void Check(string sql, IReadOnlyDictionary<string, object?> parameters)
    {
        if (parameters.Count == 0 && sql.AsSpan().IndexOfAny("?:$") < 0)
        {
            return;
        }

        List<(string Name, int Position)> used = Read(sql);
        int marks = used.Count(parameter => parameter.Name == Mark);
        (string Name, int Position)[] named = [.. used.Where(parameter => parameter.Name != Mark)];
        if (marks > 0 && named.Length > 0)
        {
            throw Wrong(
                "question marks and named parameters cannot be mixed in one statement",
                named[0].Position,
                "name them all, or none");
        }

        int found = parameters.Keys.Count(IsNumber);
        if (found != marks && !named.Any(parameter => IsNumber(parameter.Name)))
        {
            throw WrongCount(marks, found);
        }

        foreach ((string name, int position) in named.Where(parameter => !parameters.ContainsKey(parameter.Name)))
        {
            throw Wrong(
                $"no value is given for the parameter '{name}'",
                position,
                Suggestion.DidYouMean(name, parameters.Keys) ?? $"give one with -p {name}=VALUE");
        }
    }

    /// <summary>Offsets of the question marks.</summary>
    /// <exception cref="StatementException"><c>TN2012</c>: there are more or fewer than values.</exception>
    public static IReadOnlyList<int> FindMarks(string sql, int count)
    {
        int[] marks = [.. Read(sql).Where(parameter => parameter.Name == Mark).Select(parameter => parameter.Position)];
        return marks.Length == count ? marks : throw WrongCount(marks.Length, count);
    }

    private static List<(string Name, int Position)> Read(string sql)
    {
        List<(string, int)> used = [];
        TokenCursor cursor = new(sql);
        while (!cursor.AtEnd)
        {
            bool isCast = cursor.IsOperator("::");
            bool isNamed = !isCast && cursor.Is(":") && cursor.IsAdjacent() && cursor.IsName(1)
                && !cursor.FollowsValue();
            if (isCast || isNamed)
            {
                SqlToken colon = cursor.Take();
                string name = cursor.TextOf(cursor.Take());
                used.AddRange(isNamed ? [(name, colon.Start)] : []);
                continue;
            }

            SqlToken token = cursor.Take();
            string text = cursor.TextOf(token);
            if (text == Mark && token.Kind == SqlTokenKind.Symbol)
            {
                used.Add((Mark, token.Start));
            }
            else if (token.Kind == SqlTokenKind.Parameter)
            {
                used.Add((text[1..], token.Start));
            }
        }

        return used;
    }

    private static bool IsNumber(string name) => name.All(char.IsAsciiDigit);

    private static StatementException WrongCount(int marks, int found) => Wrong(
        string.Create(
            CultureInfo.InvariantCulture, $"Incorrect number of parameters: expected {marks} but found {found}"),
        position: 0,
        marks > found ? "-p 1=VALUE is the first, -p 2=VALUE the second, and so on" : null);

    private static StatementException Wrong(string message, int position, string? hint) =>
        new(ErrorCodes.SqlBinding, $"INVALID_PARAMETER_USAGE: {message}", position, hint);
}
