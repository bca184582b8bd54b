using System.Numerics;

namespace Tarn.Engine.Dialect.Functions.Json.Path;

/// <summary>
/// Follows paths. Lax mode takes arrays apart and wraps single items where the path wants it otherwise, and passes over
/// what is missing; strict mode fails.
/// </summary>
internal sealed class PathEvaluator
{
    private readonly JsonItem _root;
    private readonly IReadOnlyDictionary<string, JsonItem> _variables;
    private readonly bool _isStrict;
    private readonly PathConditions _conditions;

    public PathEvaluator(JsonItem root, IReadOnlyDictionary<string, JsonItem> variables, bool isStrict)
    {
        _root = root;
        _variables = variables;
        _isStrict = isStrict;
        _conditions = new PathConditions(this, isStrict);
    }

    public IReadOnlyList<JsonItem> Evaluate(PathNode node, PathScope scope) => node switch
    {
        PathNode.Root => [_root],
        PathNode.Current => [scope.Current ?? throw new PathException("@ is outside of a filter")],
        PathNode.Last => [new JsonItem.Number(new BigInteger(
            scope.Last ?? throw new PathException("last is outside of the brackets of an array")))],
        PathNode.Variable variable => [Variable(variable.Name)],
        PathNode.Literal literal => [literal.Value],
        PathNode.Member member => [.. Unwrapped(member.Target, scope).SelectMany(item => Members(item, member.Name))],
        PathNode.Descendant descendant =>
            [.. Evaluate(descendant.Target, scope).SelectMany(item => Descendants(item, descendant.Name))],
        PathNode.Element element =>
            [.. Evaluate(element.Target, scope).SelectMany(item => Elements(item, element.Ranges, scope))],
        PathNode.Filter filter =>
            [.. Unwrapped(filter.Target, scope).Where(item =>
                _conditions.Test(filter.Condition, scope with { Current = item }) == true)],
        PathNode.Method { Name: "type" or "size" } method =>
            [.. Evaluate(method.Target, scope).Select(item => PathMethods.OfAny(method.Name, item, _isStrict))],
        PathNode.Method method =>
            [.. Unwrapped(method.Target, scope).SelectMany((item, index) =>
                PathMethods.Apply(method.Name, item, index))],
        PathNode.Sign sign =>
            [.. Unwrapped(sign.Operand, scope).Select(item => PathNumbers.Signed(item, sign.IsMinus))],
        PathNode.Arithmetic arithmetic => [PathNumbers.Compute(
            Single(arithmetic.Left, scope), arithmetic.Operator, Single(arithmetic.Right, scope))],
        _ => throw new PathException($"{node} is unknown"),
    };

    /// <summary>In lax mode the elements in place of an array.</summary>
    public IEnumerable<JsonItem> Unwrapped(PathNode node, PathScope scope) =>
        Evaluate(node, scope).SelectMany(item =>
            !_isStrict && item is JsonItem.Sequence sequence ? sequence.Elements : [item]);

    private JsonItem Single(PathNode node, PathScope scope)
    {
        JsonItem[] items = [.. Unwrapped(node, scope)];
        return items is [JsonItem item] ? item : throw new PathException("an operand is not a single number");
    }

    private JsonItem Variable(string name) =>
        _variables.TryGetValue(name, out JsonItem? value)
            ? value
            : throw FunctionError.InvalidArgument($"no value passed for parameter {name}");

    private IEnumerable<JsonItem> Members(JsonItem item, string? name)
    {
        if (item is not JsonItem.Structure structure)
        {
            return _isStrict ? throw new PathException($"an {item.TypeName} has no members") : [];
        }

        if (name is null)
        {
            return structure.Members.Select(member => member.Value);
        }

        return structure.Find(name) is { } value ? [value]
            : _isStrict ? throw new PathException($"there is no member '{name}'")
            : [];
    }

    private static IEnumerable<JsonItem> Descendants(JsonItem item, string name) => item switch
    {
        JsonItem.Structure structure =>
            (structure.Find(name) is { } value ? new[] { value } : [])
            .Concat(structure.Members.SelectMany(member => Descendants(member.Value, name))),
        JsonItem.Sequence sequence => sequence.Elements.SelectMany(element => Descendants(element, name)),
        _ => [],
    };

    private IEnumerable<JsonItem> Elements(JsonItem item, IReadOnlyList<PathRange> ranges, PathScope scope)
    {
        IReadOnlyList<JsonItem> elements = item switch
        {
            JsonItem.Sequence sequence => sequence.Elements,
            _ => _isStrict ? throw new PathException($"an {item.TypeName} has no elements") : [item],
        };
        return ranges.Count == 0
            ? elements
            : ranges.SelectMany(range => Range(elements, range, scope with { Last = elements.Count - 1 }));
    }

    private IEnumerable<JsonItem> Range(IReadOnlyList<JsonItem> elements, PathRange range, PathScope scope)
    {
        BigInteger from = PathNumbers.Place(Single(range.From, scope));
        BigInteger to = range.To is null ? from : PathNumbers.Place(Single(range.To, scope));
        if (_isStrict && (from > to || from < 0 || to >= elements.Count))
        {
            throw new PathException($"there are no elements {from} to {to} in an array of {elements.Count}");
        }

        for (BigInteger place = BigInteger.Max(from, 0); place <= to && place < elements.Count; place++)
        {
            yield return elements[(int)place];
        }
    }
}
