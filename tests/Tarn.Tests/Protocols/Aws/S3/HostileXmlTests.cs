using System.Text;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Documents that want to read files, grow without end, or are longer than they may be.</summary>
public sealed class HostileXmlTests : IDisposable
{
    private const int KeysMax = 1000;

    private readonly S3Rig _rig = new();

    public static TheoryData<string> Documents { get; } =
    [
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&x;</Key></Object></Delete>",
        "<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/d.dtd\"><Delete><Object><Key>a</Key></Object></Delete>",
        Laughs(),
        "<Delete><Object><Key>a</Key></Object>",
        "<Delete><Object><Key>&undefined;</Key></Object></Delete>",
        "not xml",
        "",
        "<Delete>" + new string('x', 10_000_000) + "</Delete>",
        $"<Delete><Object><Key>a</Key></Object>{Deep(100_000)}</Delete>",
        Keys(KeysMax + 1),
    ];

    public void Dispose() => _rig.Dispose();

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task It_is_refused_and_nothing_is_deleted(string document)
    {
        await _rig.SendAsync("PUT", "a", "hello");

        S3Answer answer = await _rig.SendAsync("POST", "?delete", document);

        Assert.Equal((400, "MalformedXML"), (answer.Status, answer.Code));
        Assert.Equal(200, (await _rig.SendAsync("HEAD", "a")).Status);
    }

    [Fact]
    public async Task As_many_keys_as_there_may_be_are_deleted()
    {
        await _rig.SendAsync("PUT", "0", "hello");

        S3Answer answer = await _rig.SendAsync("POST", "?delete", Keys(KeysMax));

        Assert.Equal((200, KeysMax), (answer.Status, answer.Values("Deleted").Count));
        Assert.Equal(404, (await _rig.SendAsync("HEAD", "0")).Status);
    }

    private static string Keys(int count)
    {
        StringBuilder text = new("<Delete>");
        for (int i = 0; i < count; i++)
        {
            text.Append("<Object><Key>").Append(i).Append("</Key></Object>");
        }

        return text.Append("</Delete>").ToString();
    }

    private static string Deep(int levels) =>
        string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));

    /// <summary>Ten entities, each ten times the one before.</summary>
    private static string Laughs()
    {
        StringBuilder text = new("<!DOCTYPE d [<!ENTITY e0 \"ha\">");
        for (int i = 1; i < 10; i++)
        {
            text.Append("<!ENTITY e").Append(i).Append(" \"")
                .Insert(text.Length, $"&e{i - 1};", 10).Append("\">");
        }

        return text.Append("]><Delete><Object><Key>&e9;</Key></Object></Delete>").ToString();
    }
}
