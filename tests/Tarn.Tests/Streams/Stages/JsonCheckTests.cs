using System.Text;
using System.Text.Json;
using Tarn.Streams.Stages;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Streams.Stages;

/// <summary>Which records are JSON objects that every reader takes.</summary>
public sealed class JsonCheckTests
{
    private const int Texts = 20_000;

    private static readonly string[] Pieces =
    [
        "{", "}", "{", "}", "[", "]", ":", ":", ",", ",", "\"a\"", "\"b\"", "\"\"", "\"a\"", "\"\\u0061\"",
        "\"\\ud800\"", "\"ab\"", "\"é\"", "1", "-1.5e3", "1e", "true", "null", " ", "\n", "\u00a0",
        "\"a\":1", "\"b\":{", "\"c\":[", "\"b\":\"x\"", "\"d\":{\"a\":1}",
    ];

    public static TheoryData<string, bool> Records { get; } = new()
    {
        { "{}", true },
        { " {\"a\":1}\r\n", true },
        { "{\"a\":{\"a\":1,\"b\":2},\"b\":{\"a\":1}}", true },
        { "{\"a\":[{\"a\":1},{\"a\":1}]}", true },
        { "{\"a\":\"\\ud83d\\ude00\"}", true },
        { "{\"\":1}", true },
        { "{\"\":1,\"\":2}", false },
        { "{\"a\":1,\"b\":2,\"a\":3}", false },
        { "{\"a\":1,\"\\u0061\":3}", false },
        { "{\"a\":{\"b\":1,\"b\":2}}", false },
        { "{\"a\":[{\"b\":1,\"b\":2}]}", false },
        { "{\"a\":\"\\ud800\"}", false },
        { "{\"a\":1}{}", false },
        { "{\"a\":1", false },
        { "[{}]", false },
        { "1", false },
        { "", false },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void Only_objects_with_names_once_and_texts_in_unicode_are_sound(string record, bool isSound) =>
        Assert.Equal(isSound, new JsonCheck().FindProblem(Encoding.UTF8.GetBytes(record)) is null);

    [Fact]
    public void Bytes_that_are_no_text_are_not_sound() =>
        Assert.NotNull(new JsonCheck().FindProblem(Encoding.Latin1.GetBytes("{\"a\":\"\u00e9\"}")));

    [Theory]
    [InlineData(65)]
    [InlineData(5000)]
    public void Objects_of_many_names_may_have_each_once(int count)
    {
        IEnumerable<string> members = Enumerable.Range(0, count).Select(number => $"\"n{number}\":{number}");
        string sound = $"{{{string.Join(',', members)}}}";

        Assert.Null(new JsonCheck().FindProblem(Encoding.UTF8.GetBytes(sound)));
        Assert.NotNull(new JsonCheck().FindProblem(Encoding.UTF8.GetBytes(sound[..^1] + $",\"n{count - 1}\":0}}")));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Objects_may_be_within_objects(int depth, bool isSound)
    {
        string record = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "{}" + new string('}', depth);

        Assert.Equal(isSound, new JsonCheck().FindProblem(Encoding.UTF8.GetBytes(record)) is null);
    }

    [Fact]
    public void Any_text_is_judged_as_the_parser_judges_it()
    {
        int seed = TestSeed.Read();
        Random random = new(seed);
        int sound = 0;
        JsonCheck check = new();
        for (int i = 0; i < Texts; i++)
        {
            string inner = string.Join(random.Next(3) == 0 ? "" : ",", random.GetItems(Pieces, random.Next(6)));
            byte[] text = Encoding.UTF8.GetBytes(random.Next(4) == 0 ? inner : $"{{{inner}}}");
            bool isSound = check.FindProblem(text) is null;
            sound += isSound ? 1 : 0;

            Assert.True(IsSound(text) == isSound, $"seed {seed}: {Encoding.UTF8.GetString(text)}");
        }

        Assert.InRange(sound, Texts / 100, Texts);
    }

    private static bool IsSound(byte[] text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && JsonSerializer.Serialize(document.RootElement).Length > 0;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
