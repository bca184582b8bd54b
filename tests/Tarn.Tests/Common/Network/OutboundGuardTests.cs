using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Tarn.Common;
using Tarn.Common.Network;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Common.Network;

/// <summary>Requests to real sockets of this machine: what is refused never reaches one.</summary>
public sealed class OutboundGuardTests : IAsyncDisposable
{
    private readonly StubHttpServer _server = new(_ => StubHttpAnswer.Text("inside"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0177.0.0.1:{0}/")]
    [InlineData("http://0x7f.1:{0}/")]
    [InlineData("http://127.1:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://0.0.0.0:{0}/")]
    [InlineData("http://public.example@127.0.0.1:{0}/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:{0}/")]
    [InlineData("ftp://127.0.0.1:{0}/")]
    public async Task What_is_inside_is_refused_without_a_connection(string address)
    {
        using HttpClient client = Client(OutboundRules.None, new SystemResolver());
        Uri url = new(address.Replace("{0}", $"{_server.Port}", StringComparison.Ordinal));

        TarnException refused = await Assert.ThrowsAsync<TarnException>(() => client.GetAsync(url, Token));

        Assert.Equal(ErrorCodes.OutboundRefused, refused.Code);
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task A_refusal_names_the_setting_that_allows_it()
    {
        using HttpClient client = Client(OutboundRules.None, new NamedAddresses("10.0.0.7"));

        TarnException refused = await Assert.ThrowsAsync<TarnException>(
            () => client.GetAsync(new Uri("http://hooks.example/"), Token));

        Assert.Contains("hooks.example (10.0.0.7)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("security: {outbound: {allow:", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_allowed_is_reached_at_the_address_that_was_checked()
    {
        NamedAddresses resolver = new("10.0.0.7 127.0.0.1", "10.0.0.7");
        using HttpClient client = Client(new OutboundRules(["127.0.0.1"]), resolver);

        string text = await client.GetStringAsync(new Uri($"http://hooks.example:{_server.Port}/"), Token);

        Assert.Equal("inside", text);
        Assert.Equal(1, resolver.Questions);
    }

    [Fact]
    public async Task A_name_that_turns_inside_later_is_refused_then()
    {
        await using StubHttpServer outside = new(
            _ => StubHttpAnswer.Text("outside"), IPAddress.Parse("127.0.0.2"), _server.Port);
        NamedAddresses resolver = new("127.0.0.2", "127.0.0.1");
        using HttpClient client = Client(new OutboundRules(["127.0.0.2"]), resolver);
        Uri url = new($"http://rebinding.example:{_server.Port}/");

        Assert.Equal("outside", await client.GetStringAsync(url, Token));
        TarnException refused = await Assert.ThrowsAsync<TarnException>(() => client.GetStringAsync(url, Token));

        Assert.Equal(ErrorCodes.OutboundRefused, refused.Code);
        Assert.Equal(0, _server.Connections);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_to_the_inside_is_refused(int status)
    {
        await using StubHttpServer outside = new(
            _ => StubHttpAnswer.Redirect(status, $"{_server.Url}/secret"), IPAddress.Parse("127.0.0.2"));
        using HttpClient client = Client(new OutboundRules(["127.0.0.2"]), new SystemResolver());

        TarnException refused = await Assert.ThrowsAsync<TarnException>(
            () => client.GetAsync(new Uri($"http://127.0.0.2:{outside.Port}/"), Token));

        Assert.Equal(ErrorCodes.OutboundRefused, refused.Code);
        Assert.Equal((1, 0), (outside.Connections, _server.Connections));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:word@127.0.0.2/")]
    public async Task A_redirect_to_what_is_no_address_is_refused(string location)
    {
        await using StubHttpServer outside = new(_ => StubHttpAnswer.Redirect(302, location));
        using HttpClient client = Client(new OutboundRules(["127.0.0.0/8"]), new SystemResolver());

        TarnException refused = await Assert.ThrowsAsync<TarnException>(
            () => client.GetAsync(new Uri(outside.Url), Token));

        Assert.Equal(ErrorCodes.OutboundRefused, refused.Code);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Three_redirects_are_followed(int redirects, bool isFollowed)
    {
        await using StubHttpServer server = new(request =>
            request.Target == $"/{redirects}"
                ? StubHttpAnswer.Text("there")
                : StubHttpAnswer.Redirect(302, $"/{int.Parse(request.Target[1..], CultureInfo.InvariantCulture) + 1}"));
        using HttpClient client = Client(new OutboundRules(["127.0.0.1"]), new SystemResolver());
        Task<string> request = client.GetStringAsync(new Uri($"{server.Url}/0"), Token);

        if (isFollowed)
        {
            Assert.Equal("there", await request);
        }
        else
        {
            await Assert.ThrowsAsync<TarnException>(() => request);
            Assert.Equal(4, server.Connections);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.2", false)]
    public async Task Credentials_stay_with_the_host_that_they_were_given_for(string next, bool isKept)
    {
        await using StubHttpServer target = new(_ => StubHttpAnswer.Text("done"), IPAddress.Parse("127.0.0.2"));
        StubHttpServer? first = null;
        await using StubHttpServer source = first = new(request => request.Target == "/"
            ? StubHttpAnswer.Redirect(302, $"http://{next}:{(isKept ? first!.Port : target.Port)}/next")
            : StubHttpAnswer.Text("done"));
        using HttpClient client = Client(new OutboundRules(["127.0.0.0/8"]), new SystemResolver());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
        client.DefaultRequestHeaders.Add("X-Api-Key", "key");
        client.DefaultRequestHeaders.Add("Accept", "text/plain");

        Assert.Equal("done", await client.GetStringAsync(new Uri(source.Url), Token));

        StubHttpRequest last = isKept ? source.Requests.Last() : target.Requests.Single();
        Assert.Equal(isKept, last.Headers.ContainsKey("Authorization"));
        Assert.Equal(isKept, last.Headers.ContainsKey("X-Api-Key"));
        Assert.Equal("text/plain", last.Headers["Accept"]);
    }

    [Fact]
    public async Task What_was_posted_is_not_handed_on_to_another_host()
    {
        await using StubHttpServer other = new(_ => StubHttpAnswer.Text("stolen"), IPAddress.Parse("127.0.0.2"));
        await using StubHttpServer source = new(
            _ => StubHttpAnswer.Redirect(307, $"http://127.0.0.2:{other.Port}/"));
        using HttpClient client = Client(new OutboundRules(["127.0.0.0/8"]), new SystemResolver());
        using StringContent content = new("secret");

        await Assert.ThrowsAsync<TarnException>(() => client.PostAsync(new Uri(source.Url), content, Token));

        Assert.Equal(0, other.Connections);
    }

    [Theory]
    [InlineData(1_000, true, true)]
    [InlineData(1_001, true, false)]
    [InlineData(1_000, false, true)]
    [InlineData(1_001, false, false)]
    public async Task An_answer_has_at_most_the_bytes_allowed(int bytes, bool isSized, bool isTaken)
    {
        await using StubHttpServer server = new(
            _ => new StubHttpAnswer(200) { Body = new byte[bytes], IsSized = isSized });
        using HttpClient client = Client(
            new OutboundRules(["127.0.0.1"]), new SystemResolver(), new OutboundLimits { ResponseBytesMax = 1_000 });
        Task<byte[]> request = client.GetByteArrayAsync(new Uri(server.Url), Token);

        if (isTaken)
        {
            Assert.Equal(bytes, (await request).Length);
        }
        else
        {
            Assert.Equal(
                ErrorCodes.OutboundFailed, (await Assert.ThrowsAsync<TarnException>(() => request)).Code);
        }
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_given_up()
    {
        await using StubHttpServer server = new(
            _ => StubHttpAnswer.Text("late") with { Delay = TimeSpan.FromMinutes(1) });
        using HttpClient client = Client(
            new OutboundRules(["127.0.0.1"]),
            new SystemResolver(),
            new OutboundLimits { TimeMax = TimeSpan.FromMilliseconds(200) });

        TarnException late = await Assert.ThrowsAsync<TarnException>(
            () => client.GetStringAsync(new Uri(server.Url), Token));

        Assert.Equal(ErrorCodes.OutboundFailed, late.Code);
        Assert.True(late.IsTransient);
    }

    [Fact]
    public async Task A_server_that_is_not_there_may_be_tried_again()
    {
        using HttpClient client = Client(new OutboundRules(["127.0.0.1"]), new SystemResolver());
        int port;
        await using (StubHttpServer server = new(_ => StubHttpAnswer.Text("")))
        {
            port = server.Port;
        }

        TarnException gone = await Assert.ThrowsAsync<TarnException>(
            () => client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), Token));

        Assert.Equal(ErrorCodes.OutboundFailed, gone.Code);
        Assert.True(gone.IsTransient);
    }

    private static HttpClient Client(OutboundRules rules, IHostResolver resolver, OutboundLimits? limits = null) =>
        new OutboundGuard(rules, resolver, TimeProvider.System).CreateClient(limits ?? new OutboundLimits());
}
