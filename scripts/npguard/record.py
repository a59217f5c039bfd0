# Records what np-guard's network-config-analyzer says of worlds: see src/conformance/npguard/README.md
#   PYTHONPATH=…/network-config-analyzer python record.py COMMIT < worlds.json > answers.json
import json
import sys
import tempfile
import time
from pathlib import Path

import nca
from greenery.fsm import ANYTHING_ELSE
from nca.CoreDS.MinDFA import MinDFA
from nca.CoreDS.Peer import BasePeerSet, IpBlock
from nca.NetworkConfig.ResourcesHandler import ResourcesHandler
from nca.Resources.PolicyResources.NetworkPolicy import PolicyConnectionsFilter

CHARACTERS = "./-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
VERSION = (Path(nca.__file__).parent / "VERSION.txt").read_text().strip()
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"]

languages = []
places = {}


def step(fsm, state, character):
    ways = fsm.map.get(state, {})
    return ways.get(character if character in fsm.alphabet else ANYTHING_ELSE)


def language_of(dfa):
    """An automaton: per state, whether it accepts, and which characters lead where."""
    fsm = dfa.fsm
    order, rows = [fsm.initial], []
    for state in order:
        targets = {}
        for character in CHARACTERS:
            target = step(fsm, state, character)
            if target is None:
                continue
            if target not in order:
                order.append(target)
            targets.setdefault(order.index(target), []).append(character)
        edges = sorted(("".join(characters), target) for target, characters in targets.items())
        # The widest edge is "all the rest".
        if edges and sum(len(characters) for characters, _ in edges) == len(CHARACTERS):
            widest = max(range(len(edges)), key=lambda at: len(edges[at][0]))
            edges = [["", target] if at == widest else [characters, target] for at, (characters, target) in enumerate(edges)]
        rows.append([1 if state in fsm.finals else 0, edges])
    key = json.dumps(rows)
    if key not in places:
        places[key] = len(languages)
        languages.append(rows)
    return places[key]


def name_of(peer):
    return None if isinstance(peer, IpBlock) else str(peer.full_name()).removesuffix("[Pod]")


def answers_of(path):
    config = ResourcesHandler().get_network_config(None, None, None, [path])
    wanted = PolicyConnectionsFilter.only_all_allowed_connections()
    conns = config.filter_conns_by_peer_types(config.allowed_connections(res_conns_filter=wanted).all_allowed_conns)
    rows = []
    for cube in conns:
        it = conns.get_connectivity_cube(cube)
        if it.is_active_dim("protocols") and 6 not in it["protocols"]:
            continue
        sources = sorted(filter(None, map(name_of, it["src_peers"])))
        targets = sorted(filter(None, map(name_of, it["dst_peers"])))
        if not sources or not targets:
            continue
        row = {"from": sources, "to": targets}
        if it.is_active_dim("dst_ports"):
            row["ports"] = [[each.start, each.end] for each in it["dst_ports"].port_set]
        if it.is_active_dim("methods"):
            row["methods"] = [METHODS[place] for each in it["methods"] for place in range(each.start, each.end + 1)]
        if it.is_active_dim("paths") and it["paths"].is_all_words != MinDFA.Ternary.TRUE:
            row["paths"] = language_of(it["paths"])
        if it.is_active_dim("hosts"):
            row["hosts"] = True
        rows.append(row)
    return rows


def said_of(resources):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write("\n---\n".join(json.dumps(each) for each in resources))
        file.flush()
        BasePeerSet.reset()
        try:
            return answers_of(file.name)
        except Exception:  # it refuses with SyntaxError; of notIpBlocks alone it falls over with ValueError
            return None


def main():
    made = json.load(sys.stdin)
    # The analyzer talks on the standard output, too.
    out, sys.stdout = sys.stdout, sys.stderr
    started = time.process_time()
    for world in made["worlds"]:
        base = made["bases"][world["base"]]
        world["allowed"] = said_of(base + world["policies"])
        if "onTcp" in world:
            world["allowedOnTcp"] = said_of(base + world.pop("onTcp"))
    print(f"{len(made['worlds'])} worlds in {time.process_time() - started:.1f} s of CPU time", file=sys.stderr)
    # A world a line, for whoever reads what has changed.
    lines = {"by": {"name": "np-guard/network-config-analyzer", "version": VERSION, "commit": sys.argv[1]}}
    lines |= {"characters": CHARACTERS, "bases": made["bases"]}
    rows = ",\n".join(json.dumps(each, separators=(",", ":")) for each in made["worlds"])
    dfas = ",\n".join(json.dumps(each, separators=(",", ":")) for each in languages)
    head = json.dumps(lines, separators=(",", ":"))[:-1]
    print(f'{head},\n"worlds":[\n{rows}\n],\n"languages":[\n{dfas}\n]}}', file=out)


main()
