using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tarn.Security;
using Tarn.Streams.Intake;
using Xunit;

namespace Tarn.Tests.Protocols.Streams;

public sealed class PlainAccessTests
{
    private static readonly byte[] Body = "{\"a\":1}"u8.ToArray();

    [Theory]
    [InlineData("X-Api-Key", PlainRig.Key, 200)]
    [InlineData("Authorization", "Bearer " + PlainRig.Key, 200)]
    [InlineData("Authorization", "bearer " + PlainRig.Key, 200)]
    [InlineData("Authorization", "Basic " + PlainRig.Key, 401)]
    [InlineData("X-Api-Key", PlainRig.Key + "x", 401)]
    [InlineData("X-Api-Key", "", 401)]
    [InlineData("X-Other", PlainRig.Key, 401)]
    public async Task A_key_of_the_stream_lets_in(string header, string value, int status)
    {
        using PlainRig rig = new();

        (HttpContext context, _) = await rig.AskAsync(
            "application/json", Body, request => request.Headers[header] = value);

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal(status == 401 ? "Bearer" : "", (string?)context.Response.Headers.WWWAuthenticate ?? "");
    }

    [Fact]
    public async Task A_key_of_the_lake_puts_into_every_stream_as_far_as_its_policies_allow()
    {
        using PlainRig rig = new();
        AccessKey root = rig.Keys.GetRoot();
        AccessKey ann = rig.Keys.Create("laptop", "ann");

        Assert.Equal(200, await PutAsync($"{root.Id}:{root.Secret}"));
        Assert.Equal(401, await PutAsync($"{root.Id}:{ann.Secret}"));
        Assert.Equal(401, await PutAsync(root.Secret));
        Assert.Equal(403, await PutAsync($"{ann.Id}:{ann.Secret}"));

        async Task<int> PutAsync(string key) => (await rig.SendAsync("application/json", Body, request =>
        {
            request.Path = "/streams/of-client";
            request.Headers.Authorization = $"Bearer {key}";
        })).Status;
    }

    [Fact]
    public async Task GitHub_signs_the_body()
    {
        WebhookSignature rules = new() { Secret = PlainRig.Secret, Header = WebhookSignature.BodyHeader };
        using PlainRig rig = new(signature: rules);
        byte[] hash = Hash(Body);
        string good = $"sha256={Convert.ToHexStringLower(hash)}";

        Assert.Equal(200, await PutAsync(good));
        Assert.Equal(200, await PutAsync(Convert.ToBase64String(hash)));
        Assert.Equal(401, await PutAsync("sha256="));
        Assert.Equal(401, await PutAsync("sha256=" + new string('z', 64)));
        Assert.Equal(401, await PutAsync($"sha256={Convert.ToHexStringLower(Hash("{}"u8.ToArray()))}"));

        async Task<int> PutAsync(string signature) => (await rig.SendAsync(
            "application/json", Body, request => request.Headers["X-Hub-Signature-256"] = signature)).Status;
    }

    [Fact]
    public async Task Stripe_signs_the_moment_too_which_must_not_be_long_ago()
    {
        WebhookSignature rules = new()
        {
            Secret = PlainRig.Secret,
            Header = WebhookSignature.TimestampedHeader,
            IsTimestamped = true,
        };
        using PlainRig rig = new(signature: rules);
        long now = rig.Clock.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal(200, await PutAsync(Signed(now)));
        Assert.Equal(200, await PutAsync(Signed(now - 300)));
        Assert.Equal(200, await PutAsync(Signed(now).Replace(",", ",v0=1,v1=zz,", StringComparison.Ordinal)));
        Assert.Equal(401, await PutAsync(Signed(now - 301)));
        Assert.Equal(401, await PutAsync(Signed(now + 301)));
        Assert.Equal(401, await PutAsync(Signed(now).Replace($"t={now}", $"t={now + 1}", StringComparison.Ordinal)));
        Assert.Equal(401, await PutAsync("t=,v1="));
        Assert.Equal(401, await PutAsync("t=99999999999999999999,v1=00"));

        async Task<int> PutAsync(string signature) => (await rig.SendAsync(
            "application/json", Body, request => request.Headers["Stripe-Signature"] = signature)).Status;
    }

    [Fact]
    public async Task A_page_of_a_listed_origin_puts_without_a_key_so_often_a_minute()
    {
        using PlainRig rig = new(new BeaconRules { Origins = ["https://shop.example"], RequestsPerMinute = 2 });

        (HttpContext asked, _) = await AskAsync("https://shop.example", HttpMethods.Options);
        (HttpContext first, string text) = await AskAsync("https://shop.example");
        Assert.Equal((204, 204, ""), (asked.Response.StatusCode, first.Response.StatusCode, text));
        Assert.Equal("https://shop.example", (string?)first.Response.Headers.AccessControlAllowOrigin);
        Assert.Equal(["{\"a\":1}"], rig.Puts.Records);
        Assert.Equal(403, (await AskAsync("https://evil.example")).Context.Response.StatusCode);
        Assert.Equal(403, (await AskAsync("")).Context.Response.StatusCode);
        Assert.Equal(204, (await AskAsync("https://shop.example")).Context.Response.StatusCode);
        Assert.Equal(429, (await AskAsync("https://shop.example")).Context.Response.StatusCode);

        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(204, (await AskAsync("https://shop.example")).Context.Response.StatusCode);
        Assert.True(rig.IsFor("OPTIONS", "/streams/clicks/beacon"));
        Assert.False(rig.IsFor("OPTIONS", "/streams/clicks"));

        Task<(DefaultHttpContext Context, string Text)> AskAsync(string origin, string method = "POST") =>
            rig.AskAsync("text/plain;charset=UTF-8", Body, request =>
            {
                request.Method = method;
                request.Path = "/streams/clicks/beacon";
                request.Headers.Origin = origin;
            });
    }

    [Fact]
    public async Task A_stream_takes_no_beacons_unless_it_says_so()
    {
        using PlainRig rig = new();

        (int status, _) = await rig.SendAsync("text/plain", Body, request =>
        {
            request.Path = "/streams/clicks/beacon";
            request.Headers.Origin = "https://shop.example";
        });

        Assert.Equal(403, status);
    }

    private static byte[] Hash(byte[] body) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(PlainRig.Secret), body);

    private static string Signed(long seconds)
    {
        string time = seconds.ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Hash([.. Encoding.ASCII.GetBytes(time + "."), .. Body]))}";
    }
}
