using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Observability.AspNetCore.Ingestion;
using Observability.Model;
using Observability.Storage.InMemory;
using static Observability.AspNetCore.Tests.Ingestion.Events;

namespace Observability.AspNetCore.Tests.Ingestion;

/// <summary>What holds for any events.</summary>
public sealed class IngestionPropertyTests
{
    private static readonly string[] Types = ["span-create", "span-update", "generation-create", "generation-update", "agent-create", "event-create", "observation-update", "trace-create"];

    private static readonly string[] Fields =
    [
        "\"name\":\"a\"", "\"name\":\"b\"", "\"name\":null", "\"input\":{\"q\":1}", "\"input\":null", "\"output\":\"x\"", "\"metadata\":{\"a\":{\"b\":1}}", "\"metadata\":{\"a\":{\"c\":[2]},\"d\":null}",
        "\"metadata\":null", "\"level\":\"ERROR\"", "\"level\":null", "\"statusMessage\":\"s\"", "\"startTime\":\"2026-01-01T00:00:00Z\"", "\"startTime\":\"2026-01-02T00:00:00Z\"",
        "\"endTime\":\"2026-01-01T12:00:00Z\"", "\"endTime\":null", "\"version\":\"1\"", "\"environment\":\"e1\"", "\"environment\":\"e2\"", "\"model\":\"gpt-4o\"", "\"usage\":{\"input\":5,\"output\":6}",
        "\"usageDetails\":{\"input\":7}", "\"costDetails\":{\"total\":1}", "\"costDetails\":null", "\"promptName\":\"p\",\"promptVersion\":2", "\"tags\":[\"x\"]", "\"tags\":[\"y\",\"a\"]",
        "\"userId\":\"u\"", "\"userId\":null", "\"parentObservationId\":\"p\"", "\"parentObservationId\":null", "\"completionStartTime\":\"2026-01-01T06:00:00Z\"", "\"modelParameters\":{\"temperature\":0}",
    ];

    private static readonly List<string> OfTheTrace = ["traceName", "userId", "sessionId", "release", "tags"];

    private static readonly Gen<(string Type, int Id, string[] Fields)> Said =
        from type in Gen.Elements(Types)
        from id in Gen.Choose(1, 3)
        from fields in Gen.ArrayOf(Gen.Elements(Fields))
        select (type, id, fields);

    [Fact]
    public async Task Batches_AnySplitOfTheSameEvents_EndInTheSameState()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var runs = 0;
        var splits =
            from said in Gen.ArrayOf(Said)
            from cuts in Gen.ArrayOf(Gen.Elements(true, false), said.Length)
            from forgets in Gen.ArrayOf(Gen.Elements(true, false), said.Length)
            select (said, cuts, forgets);

        Prop.ForAll(splits.ToArbitrary(), split =>
        {
            var (whole, parts) = ($"w{++runs}", $"p{runs}");
            Send(host, Make(split.said, whole)).GetAwaiter().GetResult();
            var batch = new List<JsonObject>();
            foreach (var (index, sent) in Make(split.said, parts).Index())
            {
                batch.Add(sent);
                if (split.cuts[index])
                {
                    Send(host, batch).GetAwaiter().GetResult();
                    batch.Clear();
                }

                if (split.forgets[index])
                {
                    EventMerger.Of(host.Observability).Forget(ProjectId.Default, [new TraceId(parts)]);
                }
            }

            Send(host, batch).GetAwaiter().GetResult();
            Assert.Equal(State(host, whole), State(host, parts));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(12));
    }

    [Fact]
    public async Task Body_WithAnyDamage_IsNeverAServerError()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var valid = Encoding.UTF8.GetBytes(Batch(
            Event("trace-create", """{"id":"t","name":"n","tags":["a"],"metadata":{"a":{"b":[1,2.5,true,null]}},"public":true}"""),
            Event("generation-create", """{"id":"o","traceId":"t","startTime":"2026-01-01T00:00:00Z","usage":{"input":1,"unit":"TOKENS"},"usageDetails":{"prompt_tokens":1,"prompt_tokens_details":{"cached_tokens":1}},"costDetails":{"total":0.5},"modelParameters":{"temperature":1},"input":"data:image/png;base64,AQIDBA==","level":"ERROR","promptName":"p","promptVersion":1}"""),
            Event("score-create", """{"id":"s","traceId":"t","name":"n","value":0.5,"metadata":{"m":1},"comment":"\u00fc"}""")).ToJsonString());
        string[] scraps = ["", "null", "[", "]", "{", "}", "\"", ",", ":", "\\ud800", "-1", "1e999", "{\"a\":1}", "[[[[[[[[", "true", "\"\"", "99999999999999999999", "\0", "é"];
        var damages =
            from start in Gen.Choose(0, valid.Length - 1)
            from length in Gen.Choose(0, 12)
            from scrap in Gen.Elements(scraps)
            from flip in Gen.Choose(0, 255)
            select (start, length, scrap, flip);

        Prop.ForAll(Gen.NonEmptyListOf(damages).ToArbitrary(), list =>
        {
            var body = valid.ToList();
            foreach (var (start, length, scrap, flip) in list.Take(3))
            {
                var at = Math.Min(start, body.Count - 1);
                body.RemoveRange(at, Math.Min(length, body.Count - at));
                body.InsertRange(at, flip == 0 ? [(byte)flip] : Encoding.UTF8.GetBytes(scrap));
            }

            using var content = new ByteArrayContent([.. body]);
            var (status, answer) = host.PostAsync(content).GetAwaiter().GetResult();
            Assert.True(status is HttpStatusCode.MultiStatus or HttpStatusCode.BadRequest, $"{(int)status} {answer} for {Encoding.UTF8.GetString([.. body])}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    // As a client sends them: creates first, then in order of time.
    private static List<JsonObject> Make((string Type, int Id, string[] Fields)[] said, string trace) =>
    [
        .. said.OrderBy(item => item.Type.EndsWith("update", StringComparison.Ordinal)).Select((item, index) =>
        {
            var isTrace = item.Type == "trace-create";
            var fields = item.Fields.Append(isTrace ? $"\"id\":\"{trace}\"" : $"\"id\":\"{trace}-{item.Id}\",\"traceId\":\"{trace}\",\"type\":\"TOOL\"");
            var body = new JsonObject();
            foreach (var (name, value) in JsonNode.Parse($"[{{{string.Join("},{", fields)}}}]")!.AsArray().SelectMany(part => part!.AsObject()))
            {
                body[name] = value?.DeepClone();
            }

            return Event(item.Type, body.ToJsonString(), atSeconds: index);
        }),
    ];

    private static Task Send(ApiHost host, IReadOnlyList<JsonObject> events) => events.Count == 0 ? Task.CompletedTask : host.AcceptedAsync(events);

    private static string State(ApiHost host, string trace)
    {
        using var response = host.Client.GetAsync(new Uri("traces/" + trace, UriKind.Relative)).GetAwaiter().GetResult();
        var text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult().Replace(trace, "T", StringComparison.Ordinal);
        if (JsonNode.Parse(text) is not JsonObject state || state["observations"] is not JsonArray observations)
        {
            return text;
        }

        // An observation repeats what was known of its trace when it was written; what the trace itself says is compared.
        foreach (var observation in observations)
        {
            OfTheTrace.ForEach(name => observation!.AsObject().Remove(name));
        }

        return state.ToJsonString();
    }
}
