using System.Globalization;
using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>
/// Reads a map key by key. The keys asked for are the keys allowed, so <see cref="RefuseUnknownKeys"/> comes last.
/// A getter returns null for a missing key; for a wrong value too, after reporting it.
/// </summary>
/// <param name="what">The map as messages name it: <c>check 'range'</c>.</param>
/// <param name="owner">Place that a missing key is reported at.</param>
internal sealed class MapReader(YamlNode.Map map, BindingContext context, string what, SourceLocation owner)
{
    private readonly List<string> _allowed = [];

    public string What => what;

    public SourceLocation Owner => owner;

    /// <summary>The value, or null when the key is missing or has none.</summary>
    public YamlNode? Find(string key)
    {
        if (!_allowed.Contains(key))
        {
            _allowed.Add(key);
        }

        return map.Find(key) is { Value: { IsNull: false } value } ? value : null;
    }

    public YamlNode? Require(string key, string expectation)
    {
        YamlNode? value = Find(key);
        if (value is null)
        {
            SourceLocation place = map.Find(key)?.Key.Location ?? owner;
            context.Diagnostics.Error(
                ErrorCodes.MissingKey,
                place,
                $"{what} has no '{key}'",
                $"needs '{key}'",
                $"expected {key}: {expectation}");
        }

        return value;
    }

    /// <summary>Place of the key when it is there, else of the map's owner.</summary>
    public SourceLocation Place(string key) => map.Find(key)?.Key.Location ?? owner;

    public YamlNode.Scalar? Text(string key) => Find(key) is { } value ? AsText(key, value) : null;

    public YamlNode.Scalar? RequiredText(string key, string expectation) =>
        Require(key, expectation) is { } value ? AsText(key, value) : null;

    /// <summary>SQL: taken as written, without substitution.</summary>
    public YamlNode.Scalar? RequiredSql(string key, string expectation)
    {
        YamlNode? value = Require(key, expectation);
        if (value is null or YamlNode.Scalar)
        {
            return (YamlNode.Scalar?)value;
        }

        WrongKind(key, value, "SQL text");
        return null;
    }

    /// <summary>Text that is taken as written, without substitution.</summary>
    public YamlNode.Scalar? Raw(string key)
    {
        YamlNode? value = Find(key);
        if (value is null or YamlNode.Scalar)
        {
            return (YamlNode.Scalar?)value;
        }

        WrongKind(key, value, "text");
        return null;
    }

    /// <summary>One text or a list of texts, as written; empty when the key is missing.</summary>
    public IReadOnlyList<YamlNode.Scalar> RawTexts(string key) =>
        Find(key) is { } value ? AsTexts(key, value, scalar => scalar) : [];

    /// <summary>One text or a list of texts; empty when the key is missing.</summary>
    public IReadOnlyList<YamlNode.Scalar> Texts(string key) =>
        Find(key) is { } value ? AsTexts(key, value, context.Substitution.Expand) : [];

    public IReadOnlyList<YamlNode.Scalar> RequiredTexts(string key, string expectation)
    {
        YamlNode? value = Require(key, expectation);
        if (value is YamlNode.Sequence { Items.Count: 0 })
        {
            context.Diagnostics.Error(
                ErrorCodes.MissingKey, value.Location, $"'{key}' is empty", $"expected {expectation}");
        }

        return value is null ? [] : AsTexts(key, value, context.Substitution.Expand);
    }

    public YamlNode.Map? Map(string key) => Find(key) is { } value ? AsMap(key, value) : null;

    /// <summary>
    /// Names and texts of a map, as written; what is no text is reported. Empty when the key is missing.
    /// </summary>
    /// <param name="key">That they are under.</param>
    /// <param name="takesEmpty">Whether a name without a value stands for an empty text.</param>
    public IReadOnlyList<(YamlNode.Scalar Name, YamlNode.Scalar Text)> RawEntries(string key, bool takesEmpty = false)
    {
        List<(YamlNode.Scalar, YamlNode.Scalar)> entries = [];
        foreach (YamlEntry entry in Map(key)?.Entries ?? [])
        {
            if (entry.Value is YamlNode.Scalar text && (takesEmpty || !text.IsNull))
            {
                entries.Add((entry.Key, text));
            }
            else
            {
                context.BadValue(
                    entry.Value.Location,
                    $"'{Shown.Text(entry.Key.Value)}' must be text, found {entry.Value.Kind}",
                    "expected text");
            }
        }

        return entries;
    }

    public T? Word<T>(string key, IReadOnlyList<(string Text, T Value)> words)
        where T : struct
    {
        if (Text(key) is not { } scalar)
        {
            return null;
        }

        foreach ((string text, T value) in words)
        {
            if (text == scalar.Value)
            {
                return value;
            }
        }

        string[] known = [.. words.Select(word => word.Text)];
        context.BadValue(
            scalar.Location,
            $"{key} is '{Shown.Text(scalar.Value)}', which is none of its values",
            Suggestion.DidYouMean(scalar.Value, known),
            $"allowed here: {Shown.List(known)}");
        return null;
    }

    public long? Whole(string key, long min, long max)
    {
        if (Text(key) is not { } scalar)
        {
            return null;
        }

        bool isNumber = long.TryParse(
            scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        if (isNumber && number >= min && number <= max)
        {
            return number;
        }

        string range = max == long.MaxValue ? $"of at least {min}" : $"from {min} to {max}";
        context.BadValue(scalar.Location, $"{key} is '{Shown.Text(scalar.Value)}'", $"expected a whole number {range}");
        return null;
    }

    public void RefuseUnknownKeys()
    {
        foreach (YamlEntry entry in map.Entries.Where(entry => !_allowed.Contains(entry.Key.Value)))
        {
            context.Diagnostics.Error(
                ErrorCodes.UnknownKey,
                entry.Key.Location,
                $"unknown key '{Shown.Text(entry.Key.Value)}'",
                Suggestion.DidYouMean(entry.Key.Value, _allowed),
                $"allowed here: {Shown.List(_allowed)}");
        }
    }

    private YamlNode.Scalar? AsText(string key, YamlNode value)
    {
        if (value is YamlNode.Scalar scalar)
        {
            return context.Substitution.Expand(scalar);
        }

        WrongKind(key, value, "text");
        return null;
    }

    private List<YamlNode.Scalar> AsTexts(
        string key, YamlNode value, Func<YamlNode.Scalar, YamlNode.Scalar> expand)
    {
        IReadOnlyList<YamlNode> nodes = value is YamlNode.Sequence sequence ? sequence.Items : [value];
        List<YamlNode.Scalar> texts = [];
        foreach (YamlNode node in nodes)
        {
            if (node is YamlNode.Scalar { IsNull: false } scalar)
            {
                texts.Add(expand(scalar));
            }
            else
            {
                WrongKind(key, node, "text or a list of texts");
            }
        }

        return texts;
    }

    private YamlNode.Map? AsMap(string key, YamlNode value)
    {
        if (value is YamlNode.Map found)
        {
            return found;
        }

        WrongKind(key, value, "a map");
        return null;
    }

    private void WrongKind(string key, YamlNode value, string expected) =>
        context.BadValue(value.Location, $"'{key}' must be {expected}, found {value.Kind}", $"expected {expected}");
}
