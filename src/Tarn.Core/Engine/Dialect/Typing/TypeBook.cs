using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Typing;

/// <summary>
/// The types of expressions of one statement, as far as they are known, and those that are asked for.
/// </summary>
internal sealed class TypeBook(string source)
{
    private readonly Dictionary<(int Start, int End), EngineType> _types = [];
    private readonly Dictionary<(int Start, int End), string> _asked = [];

    public bool HasOpenQuestions => _asked.Count > 0;

    public EngineType? Find(SqlNode node) => _types.GetValueOrDefault((node.Start, node.End));

    /// <summary>Asks for a type; the id of the question.</summary>
    public string Ask(SqlNode node)
    {
        if (!_asked.TryGetValue((node.Start, node.End), out string? id))
        {
            _asked[(node.Start, node.End)] = id = TypeProbe.NewId();
        }

        return id;
    }

    /// <summary>Takes the answers and forgets the questions; false when there was none to any.</summary>
    public bool TakeAnswers()
    {
        int before = _types.Count;
        foreach (((int Start, int End) place, string id) in _asked)
        {
            if (TypeProbe.Take(id) is { } type)
            {
                _types[place] = type;
            }
        }

        // A column in GROUP BY and in SELECT: the engine knows one from the other only when both are written alike.
        Dictionary<string, EngineType> byText = new(StringComparer.Ordinal);
        foreach (((int start, int end), EngineType type) in _types)
        {
            byText[source[start..end]] = type;
        }

        foreach ((int Start, int End) place in _asked.Keys)
        {
            if (!_types.ContainsKey(place)
                && byText.TryGetValue(source[place.Start..place.End], out EngineType? type))
            {
                _types[place] = type;
            }
        }

        _asked.Clear();
        return _types.Count > before;
    }
}
