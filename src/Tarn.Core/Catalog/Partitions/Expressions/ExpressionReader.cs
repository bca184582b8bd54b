using System.Text;
using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Catalog.Partitions.Expressions;

/// <summary>Reads a condition: OR of ANDs of comparisons.</summary>
internal sealed class ExpressionReader(string text, IReadOnlyList<ExpressionKey> keys)
{
    /// <summary>As long as Glue's may be.</summary>
    private const int LengthMax = 2048;

    private static readonly (string Sign, string Mirrored, Func<int, bool> Holds)[] Comparisons =
    [
        ("=", "=", order => order == 0),
        ("<>", "<>", order => order != 0),
        ("!=", "!=", order => order != 0),
        ("<=", ">=", order => order <= 0),
        (">=", "<=", order => order >= 0),
        ("<", ">", order => order < 0),
        (">", "<", order => order > 0),
    ];

    private readonly ExpressionTokens _tokens = new(text);

    /// <exception cref="TarnException"><c>TN1005</c>: not a condition.</exception>
    public ConditionNode Read()
    {
        if (text.Length > LengthMax)
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"the expression has {text.Length} characters; at most {LengthMax} are allowed");
        }

        ConditionNode condition = ReadOr();
        return _tokens.AtEnd ? condition : throw _tokens.Unexpected("AND, OR or its end");
    }

    private ConditionNode ReadOr()
    {
        ConditionNode left = ReadAnd();
        while (_tokens.TryTake("OR"))
        {
            left = new ConditionNode.Or(left, ReadAnd());
        }

        return left;
    }

    private ConditionNode ReadAnd()
    {
        ConditionNode left = ReadNot();
        while (_tokens.TryTake("AND"))
        {
            left = new ConditionNode.And(left, ReadNot());
        }

        return left;
    }

    private ConditionNode ReadNot()
    {
        if (_tokens.TryTake("NOT"))
        {
            return new ConditionNode.Not(ReadNot());
        }

        if (!_tokens.TryTake("("))
        {
            return ReadComparison();
        }

        ConditionNode inner = ReadOr();
        _tokens.Take(")");
        return inner;
    }

    private ConditionNode ReadComparison()
    {
        if (!_tokens.IsQuotedName && _tokens.TryTakeValue(out string value))
        {
            (_, string mirrored, _) = TakeSign();
            ExpressionKey right = TakeKey();
            return Compare(right, Array.Find(Comparisons, sign => sign.Sign == mirrored).Holds, value);
        }

        ExpressionKey key = TakeKey();
        if (_tokens.TryTake("IS"))
        {
            bool isNot = _tokens.TryTake("NOT");
            _tokens.Take("NULL");
            return Negate(new ConditionNode.IsNull(key), isNot);
        }

        bool isNegated = _tokens.TryTake("NOT");
        if (_tokens.TryTake("IN"))
        {
            return Negate(ReadIn(key), isNegated);
        }

        if (_tokens.TryTake("BETWEEN"))
        {
            ConditionNode from = Compare(key, order => order >= 0, _tokens.TakeValue());
            _tokens.Take("AND");
            return Negate(
                new ConditionNode.And(from, Compare(key, order => order <= 0, _tokens.TakeValue())), isNegated);
        }

        if (_tokens.TryTake("LIKE"))
        {
            return Negate(new ConditionNode.Like(key, PatternOf(_tokens.TakeValue())), isNegated);
        }

        return isNegated
            ? throw _tokens.Unexpected("IN, BETWEEN or LIKE")
            : Compare(key, TakeSign().Holds, _tokens.TakeValue());
    }

    private ConditionNode ReadIn(ExpressionKey key)
    {
        _tokens.Take("(");
        ConditionNode any = Compare(key, order => order == 0, _tokens.TakeValue());
        while (_tokens.TryTake(","))
        {
            any = new ConditionNode.Or(any, Compare(key, order => order == 0, _tokens.TakeValue()));
        }

        _tokens.Take(")");
        return any;
    }

    private static ConditionNode Negate(ConditionNode condition, bool isNegated) =>
        isNegated ? new ConditionNode.Not(condition) : condition;

    private static ConditionNode.Comparison Compare(ExpressionKey key, Func<int, bool> holds, string value) =>
        key.ValueOf(value) is { } comparable
            ? new ConditionNode.Comparison(key, holds, comparable)
            : throw new TarnException(
                ErrorCodes.BadArgument, $"partition key '{key.Name}' is {key.Type}, and '{value}' is no value of that");

    private (string Sign, string Mirrored, Func<int, bool> Holds) TakeSign()
    {
        foreach ((string Sign, string Mirrored, Func<int, bool> Holds) comparison in Comparisons)
        {
            if (_tokens.TryTake(comparison.Sign))
            {
                return comparison;
            }
        }

        throw _tokens.Unexpected("a comparison");
    }

    private ExpressionKey TakeKey()
    {
        string name = _tokens.TakeName();
        return keys.FirstOrDefault(key => key.Name == name) ?? throw new TarnException(
            ErrorCodes.BadArgument,
            $"'{name}' is no partition key; the keys are {string.Join(", ", keys.Select(key => key.Name))}");
    }

    /// <summary><c>%</c> is any text and <c>_</c> any character.</summary>
    private static Regex PatternOf(string like)
    {
        StringBuilder pattern = new("^");
        foreach (char character in like)
        {
            pattern.Append(character switch
            {
                '%' => ".*",
                '_' => ".",
                _ => Regex.Escape(character.ToString()),
            });
        }

        return new Regex(pattern.Append('$').ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }
}
